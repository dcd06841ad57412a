import type { Server } from 'node:http';
import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import type { CertificateReader } from '../acm/index.ts';
import { apisHook, type ApiAddress } from './apis-page.ts';
import type { LogSink } from './data-plane/access-log.ts';
import { createDataPlane } from './data-plane/data-plane.ts';
import type { DomainRecord } from './domain-names.ts';
import type { Gateway } from './gateway.ts';
import type { LambdaInvoker } from './lambda-invoker.ts';
import type { ApiRecord } from './model.ts';
import { createOperations } from './operations/operations.ts';
import { endpointOf } from './present.ts';
import { restoreApis, restoreDomains, takeDomains, takeSnapshot } from './snapshot.ts';

export interface ApiGatewayService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** Where every API answers on this machine. */
  addresses(): ApiAddress[];
  /** Whether this is the port of a custom domain name, where TLS is spoken. */
  isDomainPort(port: number): boolean;
  /** What answers at a custom domain name's or an API's port. */
  serverAt(port: number): Server | undefined;
  /** The custom domain names with this certificate. */
  certificateUsers(arn: string): string[];
}

/** API Gateway v2: HTTP APIs that really answer, each on a port of its own. */
export function createApiGatewayService(
  environment: CloudEnvironment,
  deps: { lambda: LambdaInvoker; logs: LogSink; certificates?: CertificateReader; clock?: Clock },
): ApiGatewayService {
  const clock = deps.clock ?? systemClock;
  const apis = new Map<string, ApiRecord>();
  const domains = new Map<string, DomainRecord>();
  const certificates = deps.certificates ?? { certificate: () => undefined };
  const { lambda, logs } = deps;
  const dataPlane = createDataPlane({ environment, clock, lambda, logs, certificates, apis });
  const gateway: Gateway = { environment, clock, apis, domains, certificates, dataPlane };
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
      for (const domain of domains.values()) domain.port = await dataPlane.openDomain(domain);
    },
    stop: () => dataPlane.stop(),
    snapshot: () => ({ apis: takeSnapshot(apis), domains: takeDomains(domains) }),
    restore(snapshot) {
      const saved = snapshot as { apis: unknown; domains: unknown };
      restoreApis(apis, saved.apis);
      restoreDomains(domains, saved.domains);
    },
    addresses,
    serverAt: (port) => dataPlane.serverAt(port),
    isDomainPort: (port) => [...domains.values()].some((domain) => domain.port === port),
    certificateUsers: (arn) =>
      [...domains.values()]
        .filter(({ certificateArn }) => certificateArn === arn)
        .map(({ name }) => `arn:aws:apigateway:${environment.region}::/domainnames/${name}`),
  };
}
