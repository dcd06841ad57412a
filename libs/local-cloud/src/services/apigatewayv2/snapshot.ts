import type { Integration, Route } from '@aws-sdk/client-apigatewayv2';
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
