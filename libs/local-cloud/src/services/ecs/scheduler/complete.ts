import { tasksOf } from '../find.ts';
import type { DeploymentRecord, Ecs, ServiceRecord } from '../records.ts';
import { finishServiceDeployment, runningServiceDeployment } from './deployments.ts';
import { addEvent } from './events.ts';
import { isHealthy } from './health.ts';
import type { Plan } from './plan.ts';

function complete(service: ServiceRecord, primary: DeploymentRecord): void {
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = Date.now();
  service.lastCompleted = { deploymentId: primary.id, revision: primary.revision };
  addEvent(service, `(deployment ${primary.id}) deployment completed.`);
  const record = runningServiceDeployment(service);
  if (record === undefined) return;
  if (record.rollbackId === primary.id) finishServiceDeployment(service, record, 'ROLLBACK_SUCCESSFUL');
  else if (record.deploymentId === primary.id) finishServiceDeployment(service, record, 'SUCCESSFUL');
}

/** Nothing is left to do and every wanted task is in service: the deployment is completed and the service steady. */
export function completeWhenSteady(
  ecs: Ecs,
  service: ServiceRecord,
  primary: DeploymentRecord,
  plan: Plan,
): void {
  if (service.steady || plan.start > 0 || plan.stop.length > 0) return;
  const live = tasksOf(ecs, service).filter(({ task }) => task.lastStatus !== 'STOPPED');
  const healthy = live.filter((task) => task.revision === primary.revision && isHealthy(ecs, task));
  if (healthy.length !== service.desiredCount || live.length !== healthy.length) return;
  if (primary.rolloutState === 'FAILED') return;
  if (primary.rolloutState === 'IN_PROGRESS') complete(service, primary);
  // Nothing of an older deployment runs any more.
  service.deployments = [primary];
  service.steady = true;
  addEvent(service, 'has reached a steady state.');
}
