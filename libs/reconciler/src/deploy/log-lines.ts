import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { KindScope } from '../engine/kind.ts';
import { readRevision } from '../kinds/task-definition.ts';

const shownLines = 12;
const longestLine = 300;

/**
 * The last lines that a container of a task wrote, where its task definition sends them to CloudWatch Logs; none where it does
 * not, or when they cannot be read.
 */
export async function lastLogLines(
  of: { revision: string; container: string; task: string },
  scope: Pick<KindScope, 'clients' | 'options'>,
): Promise<string[]> {
  try {
    const found = await readRevision(of.revision, scope);
    const container = found?.definition.containerDefinitions?.find(({ name }) => name === of.container);
    const { logDriver, options = {} } = container?.logConfiguration ?? {};
    const group = options['awslogs-group'];
    const prefix = options['awslogs-stream-prefix'];
    if (logDriver !== 'awslogs' || group === undefined || prefix === undefined) return [];
    const { events = [] } = await scope.clients.logs.send(
      new GetLogEventsCommand({
        logGroupName: group,
        logStreamName: `${prefix}/${of.container}/${of.task}`,
        limit: shownLines,
        startFromHead: false,
      }),
      scope.options,
    );
    return events.map(({ message = '' }) => cut(message.trimEnd()));
  } catch {
    return [];
  }
}

function cut(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
}
