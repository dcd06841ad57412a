import { deploymentOf } from '../find.ts';
import type { Ecs, TaskRecord } from '../records.ts';
import { backOffDelay } from './circuit-breaker.ts';
import { addEvent } from './events.ts';

const wasItsOwnFault = ({ task }: TaskRecord): boolean =>
  task.stopCode === 'EssentialContainerExited' ||
  task.stopCode === 'TaskFailedToStart' ||
  (task.stopCode === 'ServiceSchedulerInitiated' && (task.stoppedReason ?? '').startsWith('Task failed '));

/** Counts a task that ended by itself or failed its checks: for the circuit breaker while it deploys, and for the back-off. */
export function countFailure(ecs: Ecs, record: TaskRecord): void {
  const { service } = record;
  const deployment = service && deploymentOf(service, record);
  if (service === undefined || deployment === undefined || !wasItsOwnFault(record)) return;
  service.steady = false;
  if (deployment.rolloutState === 'IN_PROGRESS') deployment.failedTasks += 1;
  deployment.failuresInARow += 1;
  deployment.updatedAt = Date.now();
  // One that served for a while is replaced at once; only what fails again and again has to wait.
  const failures = record.wasHealthy ? deployment.failuresInARow - 1 : deployment.failuresInARow;
  deployment.backOffUntil = Date.now() + backOffDelay(failures, ecs.pace.backOff, ecs.pace.longestBackOff);
  if (deployment.failuresInARow === 3) {
    addEvent(
      service,
      'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
    );
  }
}
