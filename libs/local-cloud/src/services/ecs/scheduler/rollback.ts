import type { DeploymentRecord, ServiceRecord } from '../records.ts';
import { finishServiceDeployment, pushDeployment, runningServiceDeployment } from './deployments.ts';
import { addEvent } from './events.ts';

/** Goes back to the last completed deployment's revision. Answers false when there is none to go back to. */
export function rollBack(service: ServiceRecord, why: string): boolean {
  const target = service.lastCompleted;
  const record = runningServiceDeployment(service);
  if (target === undefined || service.deployments[0]?.revision === target.revision) return false;
  const reason = `${why}: rolling back to deploymentId ${target.deploymentId}.`;
  // What still runs of that revision is kept: the new deployment takes those tasks over.
  service.deployments = service.deployments.filter(({ revision }) => revision !== target.revision);
  const deployment = pushDeployment(service, target.revision, reason);
  service.taskDefinition = target.revision.taskDefinition;
  service.settings = { ...service.settings, ...target.revision.settings };
  addEvent(service, `rolling back to deployment ${target.deploymentId}.`);
  if (record !== undefined) {
    const now = Date.now();
    record.rollbackId = deployment.id;
    record.rollback = { reason, startedAt: now, revision: target.revision };
    Object.assign(record, { status: 'ROLLBACK_IN_PROGRESS', statusReason: reason, updatedAt: now });
  }
  return true;
}

/** Fails a deployment whose tasks do not come up, and rolls it back where the service wants that. */
export function failDeployment(service: ServiceRecord, deployment: DeploymentRecord): void {
  const why = 'ECS deployment circuit breaker';
  deployment.rolloutState = 'FAILED';
  deployment.rolloutStateReason = `${why}: tasks failed to start.`;
  deployment.updatedAt = Date.now();
  addEvent(service, `(deployment ${deployment.id}) deployment failed: tasks failed to start.`);
  const record = runningServiceDeployment(service);
  if (record !== undefined) {
    record.breakerTriggered = true;
    record.failedTasks = deployment.failedTasks;
  }
  const isRollback = record?.rollbackId === deployment.id;
  const wanted = service.settings.deploymentConfiguration?.deploymentCircuitBreaker?.rollback === true;
  if (wanted && !isRollback && rollBack(service, why)) return;
  if (record === undefined) return;
  if (isRollback)
    finishServiceDeployment(
      service,
      record,
      'ROLLBACK_FAILED',
      `${why}: the rollback failed too: tasks failed to start.`,
    );
  else {
    record.stoppedAt = Date.now();
    finishServiceDeployment(
      service,
      record,
      'STOPPED',
      `${why}: tasks failed to start. ${wanted ? 'There is no completed deployment to roll back to.' : 'Rollback is not enabled.'}`,
    );
  }
}
