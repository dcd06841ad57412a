import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import { createFunctionRuntime } from '../../runtime/function/function-runtime.ts';
import type { Service } from '../../service.ts';
import { serveCode } from './code-endpoint.ts';
import { giveEnvironment, roleOfSpec } from './give-environment.ts';
import { createOperations } from './operations/operations.ts';
import { defaultPace, type Pace } from './pace.ts';
import type { Lambda, LambdaDependencies } from './records.ts';

export interface LambdaService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
}

/**
 * Lambda: functions that really run, versions, aliases, concurrency, and event source mappings for SQS.
 * @param deps.pace How fast what takes AWS its time goes here; tests shorten it.
 */
export function createLambdaService(
  environment: CloudEnvironment,
  deps: LambdaDependencies & { pace?: Partial<Pace>; clock?: Clock },
): LambdaService {
  const pace = { ...defaultPace, ...deps.pace };
  const lambda: Lambda = {
    environment,
    deps,
    pace,
    clock: deps.clock ?? systemClock,
    runtime: createFunctionRuntime({
      idle: pace.idle,
      gift: (spec) => giveEnvironment(lambda, spec, roleOfSpec(lambda, spec)),
    }),
    functions: new Map(),
    mappings: new Map(),
    running: new Map(),
    stopping: { value: false },
    poll: () => undefined,
  };
  return {
    signingName: 'lambda',
    operations: createOperations(lambda),
    http: { prefix: '/_lambda/code', handle: (request, response) => serveCode(lambda, request, response) },
    async stop() {
      lambda.stopping.value = true;
      await lambda.runtime.stop();
    },
  };
}
