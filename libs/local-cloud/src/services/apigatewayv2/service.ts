import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import { apisHook, type ApiAddress } from './apis-page.ts';
import type { LogSink } from './data-plane/access-log.ts';
import { createDataPlane } from './data-plane/data-plane.ts';
import type { Gateway } from './gateway.ts';
import type { LambdaInvoker } from './lambda-invoker.ts';
import type { ApiRecord } from './model.ts';
import { createOperations } from './operations/operations.ts';
import { endpointOf } from './present.ts';
import { restoreApis, takeSnapshot } from './snapshot.ts';

export interface ApiGatewayService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** Where every API answers on this machine. */
  addresses(): ApiAddress[];
}

/** API Gateway v2: HTTP APIs that really answer, each on a port of its own. */
export function createApiGatewayService(
  environment: CloudEnvironment,
  deps: { lambda: LambdaInvoker; logs: LogSink; clock?: Clock },
): ApiGatewayService {
  const clock = deps.clock ?? systemClock;
  const apis = new Map<string, ApiRecord>();
  const dataPlane = createDataPlane({ environment, clock, lambda: deps.lambda, logs: deps.logs });
  const gateway: Gateway = { environment, clock, apis, dataPlane };
  const addresses = (): ApiAddress[] =>
    [...apis.values()].map((api) => ({
      id: api.id,
      name: api.name,
      url: endpointOf(api),
      routes: [...api.routes.values()].map(({ RouteKey }) => RouteKey ?? ''),
    }));
  return {
    signingName: 'apigateway',
    operations: createOperations(gateway),
    http: apisHook(addresses),
    async start() {
      for (const api of apis.values()) api.port = await dataPlane.open(api);
    },
    stop: () => dataPlane.stop(),
    snapshot: () => takeSnapshot(apis),
    restore: (snapshot) => restoreApis(apis, snapshot),
    addresses,
  };
}
