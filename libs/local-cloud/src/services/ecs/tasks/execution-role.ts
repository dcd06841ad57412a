import type { Ecs, TaskRecord } from '../records.ts';

/** What a task's execution role is not allowed; the message is the API's own, to be put into the words of whoever asked. */
export class ExecutionRoleDenied extends Error {
  constructor(session: string, action: string, resource: string) {
    super(
      `AccessDeniedException: User: ${session} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    );
    this.name = 'ExecutionRoleDenied';
  }
}

/** A task definition may name a role by its name alone. */
export const roleArn = (ecs: Ecs, role: string): string =>
  role.startsWith('arn:') ? role : `arn:aws:iam::${ecs.environment.account}:role/${role}`;

export const executionRoleOf = (record: TaskRecord): string | undefined =>
  record.overrides.executionRoleArn ?? record.definition.executionRoleArn;

/** Holds what the agent is about to do against the task's execution role; a task without one is not held up. @throws ExecutionRoleDenied */
export function assertExecutionRoleMay(
  ecs: Ecs,
  record: TaskRecord,
  actions: readonly string[],
  resource: string,
): void {
  const role = executionRoleOf(record);
  if (role === undefined) return;
  const arn = roleArn(ecs, role);
  const denied = actions.find((action) => !ecs.deps.iam.permits(arn, action, resource));
  if (denied === undefined) return;
  const session = `arn:aws:sts::${ecs.environment.account}:assumed-role/${arn.slice(arn.lastIndexOf('/') + 1)}/${record.id}`;
  throw new ExecutionRoleDenied(session, denied, resource);
}
