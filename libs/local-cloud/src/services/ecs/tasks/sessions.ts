import { randomUUID } from 'node:crypto';
import type { SessionCredentials } from '../dependencies.ts';
import type { Ecs, TaskRecord } from '../records.ts';
import { executionRoleOf, roleArn } from './execution-role.ts';

/** A role that ECS may not assume. */
export class RoleError extends Error {
  constructor(role: string, cause: unknown) {
    super(
      `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
      { cause },
    );
    this.name = 'RoleError';
  }
}

/** The unguessable id under which a task's containers find its credentials, by task. */
const ids = new WeakMap<TaskRecord, string>();

export const taskRoleOf = (record: TaskRecord): string | undefined =>
  record.overrides.taskRoleArn ?? record.definition.taskRoleArn;

/** The id of the credentials of a task with a task role. */
export const credentialsIdOf = (record: TaskRecord): string | undefined => ids.get(record);

async function assume(ecs: Ecs, role: string, record: TaskRecord): Promise<SessionCredentials> {
  try {
    return await ecs.deps.sts.issueSession(roleArn(ecs, role), record.id);
  } catch (error) {
    throw new RoleError(role, error);
  }
}

/** Checks that both roles can be assumed, as the agent does before it pulls anything. @throws RoleError. */
export async function createSessions(ecs: Ecs, record: TaskRecord): Promise<void> {
  const execution = executionRoleOf(record);
  if (execution !== undefined) await assume(ecs, execution, record);
  const role = taskRoleOf(record);
  if (role === undefined) return;
  await assume(ecs, role, record);
  ids.set(record, randomUUID());
}

/** Fresh credentials of the task's role, in the shape of the container credentials endpoint. */
export async function readCredentials(ecs: Ecs, record: TaskRecord): Promise<Record<string, string>> {
  const role = taskRoleOf(record) ?? '';
  const session = await assume(ecs, role, record);
  return {
    RoleArn: roleArn(ecs, role),
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey,
    Token: session.sessionToken,
    Expiration: session.expiration.toISOString(),
  };
}
