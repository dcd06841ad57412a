import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import { createFunctionRuntime } from '../../runtime/function/function-runtime.ts';
import type { Service } from '../../service.ts';
import { serveCode } from './code-endpoint.ts';
import { giveEnvironment, roleOfSpec } from './give-environment.ts';
import { findQualified } from './find.ts';
import { invokeFunction } from './invoke.ts';
import { createMover } from './mappings/transitions.ts';
import { createOperations } from './operations/operations.ts';
import { defaultPace, type Pace } from './pace.ts';
import type { Lambda, LambdaDependencies } from './records.ts';
import { assertServiceMayInvoke } from './resource-policy.ts';
import { restoreSnapshot, resume, takeSnapshot, type Snapshot } from './snapshot.ts';

/** Another AWS service that invokes for one of its resources, e.g. API Gateway for an API. */
export interface InvokingService {
  /** e.g. `apigateway.amazonaws.com` */
  readonly principal: string;
  /** What the resource policy's condition on aws:SourceArn is held against. */
  readonly sourceArn: string;
  readonly traceId?: string | undefined;
}

export interface LambdaService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /**
   * Invokes as another AWS service, which only the resource policy of the function (or its version or alias) can allow, and waits.
   * @param functionArn With or without a version or alias.
   * @throws {AwsError} `AccessDeniedException`, `ResourceNotFoundException`, `TooManyRequestsException`.
   */
  invoke(
    functionArn: string,
    payload: Uint8Array,
    caller: InvokingService,
  ): Promise<{ payload: Buffer; functionError?: string | undefined }>;
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
    poll: (mapping) => mover.begin(mapping),
  };
  const mover = createMover(lambda);
  return {
    signingName: 'lambda',
    operations: createOperations(lambda),
    http: { prefix: '/_lambda/code', handle: (request, response) => serveCode(lambda, request, response) },
    async invoke(functionArn, payload, caller) {
      const target = findQualified(lambda, functionArn);
      assertServiceMayInvoke(target, caller, environment.account);
      const result = await invokeFunction(lambda, target, { payload, traceId: caller.traceId });
      return { payload: Buffer.from(result.payload), functionError: result.functionError };
    },
    start() {
      resume(lambda);
      return Promise.resolve();
    },
    async stop() {
      lambda.stopping.value = true;
      // Functions end with the cloud, so that no poller has to wait for an answer.
      const quiet = mover.stop();
      await lambda.runtime.stop();
      await quiet;
    },
    snapshot: () => takeSnapshot(lambda),
    restore: (snapshot) => restoreSnapshot(lambda, snapshot as Snapshot),
  };
}
