import type { Gateway } from './gateway.ts';
import { newId } from './ids.ts';
import type { ApiRecord, DeploymentRecord } from './model.ts';

/** Takes down what the API is now, for stages to serve. */
export function deploy(
  { clock }: Pick<Gateway, 'clock'>,
  api: ApiRecord,
  options: { autoDeployed: boolean; description?: string | undefined },
): DeploymentRecord {
  const deployment: DeploymentRecord = {
    id: newId(6),
    createdAt: clock.now(),
    ...options,
    routes: structuredClone([...api.routes.values()]),
    integrations: structuredClone([...api.integrations.values()]),
    cors: structuredClone(api.cors),
  };
  api.deployments.set(deployment.id, deployment);
  return deployment;
}

/** After every change of routes, integrations or CORS: stages that deploy by themselves serve it at once. */
export function autoDeploy(gateway: Pick<Gateway, 'clock'>, api: ApiRecord): void {
  const stages = [...api.stages.values()].filter((stage) => stage.autoDeploy);
  if (stages.length === 0) return;
  const { id } = deploy(gateway, api, {
    autoDeployed: true,
    description: 'Automatic deployment triggered by changes to the Api configuration',
  });
  for (const stage of stages) stage.deploymentId = id;
  const used = new Set([...api.stages.values()].map((stage) => stage.deploymentId));
  // Nobody can tell them apart afterwards, and an API that is changed for days must not grow for ever.
  for (const old of api.deployments.values()) {
    if (old.autoDeployed && !used.has(old.id)) api.deployments.delete(old.id);
  }
}
