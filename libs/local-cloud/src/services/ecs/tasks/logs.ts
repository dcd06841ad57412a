import { callService } from '../../../call-service.ts';
import { AwsError } from '../../../service.ts';
import type { Ecs, TaskRecord } from '../records.ts';
import { assertExecutionRoleMay, ExecutionRoleDenied } from './execution-role.ts';

/** A log group or stream that the log driver cannot write to. */
export class LogDriverError extends Error {
  constructor(cause: unknown) {
    super(
      `failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log stream: ${whyOf(cause)} : exit status 1`,
      { cause },
    );
    this.name = 'LogDriverError';
  }
}

function whyOf(cause: unknown): string {
  if (cause instanceof ExecutionRoleDenied) return cause.message;
  const error = cause instanceof AwsError ? cause : new AwsError('InternalFailure', String(cause));
  return `${error.code}: ${error.message}`;
}

/** Where the containers of one task write their lines. */
export interface TaskLogs {
  write(container: string, line: string): void;
  /** Hands over what is still held back. */
  close(): Promise<void>;
}

/** Lines are gathered for so many milliseconds: one call for a burst of them. */
const GATHERED = 50;

async function openStream(
  ecs: Ecs,
  record: TaskRecord,
  { group, stream, createGroup }: { group: string; stream: string; createGroup: boolean },
): Promise<void> {
  const { account, region } = ecs.environment;
  const groupArn = `arn:aws:logs:${region}:${account}:log-group:${group}`;
  if (createGroup) assertExecutionRoleMay(ecs, record, ['logs:CreateLogGroup'], `${groupArn}:*`);
  const actions = ['logs:CreateLogStream', 'logs:PutLogEvents'];
  assertExecutionRoleMay(ecs, record, actions, `${groupArn}:log-stream:${stream}`);
  const context = ecs.environment.contextFor('ecs-tasks.amazonaws.com');
  const ignoreExisting = (error: unknown) => {
    if (!(error instanceof AwsError && error.code === 'ResourceAlreadyExistsException')) throw error;
  };
  if (createGroup)
    await callService(ecs.deps.logs, 'CreateLogGroup', { logGroupName: group }, context).catch(
      ignoreExisting,
    );
  await callService(
    ecs.deps.logs,
    'CreateLogStream',
    { logGroupName: group, logStreamName: stream },
    context,
  ).catch(ignoreExisting);
}

/**
 * Opens a stream `prefix/container/task` for every container with the awslogs driver.
 * @throws LogDriverError when a group is not there and is not to be created.
 */
export async function openLogs(ecs: Ecs, record: TaskRecord): Promise<TaskLogs> {
  const sinks = new Map<
    string,
    { group: string; stream: string; held: { timestamp: number; message: string }[] }
  >();
  for (const { name = '', logConfiguration } of record.definition.containerDefinitions ?? []) {
    const options = logConfiguration?.options;
    if (options === undefined) continue;
    const group = options['awslogs-group'] ?? '';
    const stream = `${options['awslogs-stream-prefix']}/${name}/${record.id}`;
    const createGroup = options['awslogs-create-group'] === 'true';
    await openStream(ecs, record, { group, stream, createGroup }).catch((error: unknown) => {
      throw new LogDriverError(error);
    });
    sinks.set(name, { group, stream, held: [] });
  }
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    timer = undefined;
    for (const { group, stream, held } of sinks.values()) {
      if (held.length === 0) continue;
      try {
        await ecs.deps.logs.ingest(group, stream, held.splice(0));
      } catch {
        // A group that was deleted since takes no lines; the task runs on, as with the awslogs driver.
      }
    }
  };
  return {
    write(container, line) {
      sinks.get(container)?.held.push({ timestamp: Date.now(), message: line });
      timer ??= setTimeout(() => void flush(), GATHERED);
    },
    async close() {
      clearTimeout(timer);
      await flush();
    },
  };
}
