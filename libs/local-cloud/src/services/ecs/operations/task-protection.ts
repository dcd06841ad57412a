import type {
  Failure,
  GetTaskProtectionRequest,
  GetTaskProtectionResponse,
  ProtectedTask,
  UpdateTaskProtectionRequest,
  UpdateTaskProtectionResponse,
} from '@aws-sdk/client-ecs';
import type { Operation } from '../../../service.ts';
import { findCluster, findTask } from '../find.ts';
import type { Ecs, TaskRecord } from '../records.ts';

const show = ({ task, protectedUntil }: TaskRecord): ProtectedTask => ({
  taskArn: task.taskArn,
  protectionEnabled: protectedUntil !== undefined && protectedUntil > Date.now(),
  expirationDate: protectedUntil === undefined ? undefined : new Date(protectedUntil),
});

function each(
  ecs: Ecs,
  input: GetTaskProtectionRequest,
  change: (task: TaskRecord) => void,
): GetTaskProtectionResponse {
  const cluster = findCluster(ecs, input.cluster);
  const protectedTasks: ProtectedTask[] = [];
  const failures: Failure[] = [];
  for (const arn of input.tasks ?? []) {
    const record = findTask(ecs, cluster, arn);
    if (record?.service === undefined)
      failures.push({ arn, reason: record === undefined ? 'MISSING' : 'TASK_NOT_VALID' });
    else {
      change(record);
      protectedTasks.push(show(record));
    }
  }
  return { protectedTasks, failures };
}

/** A protected task is not stopped by a deployment or by scaling in, for two hours or as long as was asked. */
export const updateTaskProtection =
  (ecs: Ecs): Operation<UpdateTaskProtectionRequest, UpdateTaskProtectionResponse> =>
  (input) =>
    each(ecs, input, (record) => {
      const minutes = input.expiresInMinutes ?? 120;
      record.protectedUntil = input.protectionEnabled === true ? Date.now() + minutes * 60_000 : undefined;
      ecs.wake(record.service);
    });

export const getTaskProtection =
  (ecs: Ecs): Operation<GetTaskProtectionRequest, GetTaskProtectionResponse> =>
  (input) =>
    each(ecs, input, () => undefined);
