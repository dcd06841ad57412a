import type { Integration, Route } from '@aws-sdk/client-apigatewayv2';
import type { DomainRecord } from './domain-names.ts';
import type { ApiRecord, DeploymentRecord, StageRecord } from './model.ts';

type Lists = {
  integrations: Integration[];
  routes: Route[];
  stages: StageRecord[];
  deployments: DeploymentRecord[];
};
type Saved = Omit<ApiRecord, keyof Lists> & Lists;

/** Every API as plain JSON. */
export const takeSnapshot = (apis: ReadonlyMap<string, ApiRecord>): Saved[] =>
  [...apis.values()].map((api) => ({
    ...api,
    integrations: [...api.integrations.values()],
    routes: [...api.routes.values()],
    stages: [...api.stages.values()],
    deployments: [...api.deployments.values()],
  }));

export function restoreApis(apis: Map<string, ApiRecord>, snapshot: unknown): void {
  for (const saved of snapshot as Saved[]) {
    apis.set(saved.id, {
      ...saved,
      integrations: new Map(saved.integrations.map((one) => [one.IntegrationId ?? '', one])),
      routes: new Map(saved.routes.map((one) => [one.RouteId ?? '', one])),
      stages: new Map(saved.stages.map((one) => [one.name, one])),
      deployments: new Map(saved.deployments.map((one) => [one.id, one])),
    });
  }
}

type Mapping = { readonly id: string; apiId: string; stage: string };
type SavedDomain = Omit<DomainRecord, 'mappings'> & { mappings: Mapping[] };

/** Every custom domain name as plain JSON. */
export const takeDomains = (domains: ReadonlyMap<string, DomainRecord>): SavedDomain[] =>
  [...domains.values()].map((domain) => ({ ...domain, mappings: [...domain.mappings.values()] }));

export function restoreDomains(domains: Map<string, DomainRecord>, snapshot: unknown): void {
  for (const saved of snapshot as SavedDomain[]) {
    domains.set(saved.name, { ...saved, mappings: new Map(saved.mappings.map((one) => [one.id, one])) });
  }
}
