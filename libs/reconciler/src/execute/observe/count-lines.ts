import type { KindScope } from '../../engine/kind.ts';
import { logLines } from './log-lines.ts';
import type { Watch } from './watch.ts';

/** Lines may come to CloudWatch a little later than they say. */
const overlapMilliseconds = 10_000;

/** Finds a worker's outcome lines, and what Lambda says of an invocation that failed; what else it finds is no verdict. */
export const outcomePattern = '?outcome ?"Status: "';
/** The API's request lines, likewise. */
export const requestPattern = '?request ?"Status: "';

/** Adds to the watch what has come to the log since it was last looked at. */
export async function countLines(
  { logGroup, pattern }: { logGroup: string; pattern: string },
  watch: Watch,
  scope: Pick<KindScope, 'clients' | 'options'>,
): Promise<void> {
  const since = Math.max(watch.since, watch.cursor - overlapMilliseconds);
  const recent = new Set<string>();
  for await (const { eventId = '', message = '', timestamp = 0 } of logLines(
    { logGroup, pattern, since },
    scope,
  )) {
    watch.cursor = Math.max(watch.cursor, timestamp);
    recent.add(eventId);
    if (watch.counted.has(eventId)) continue;
    const verdict = judgeLine(message);
    if (verdict === 'done') watch.processed += 1;
    if (verdict === 'error') watch.errors += 1;
  }
  watch.counted.clear();
  for (const id of recent) watch.counted.add(id);
}

/** What a line says: the words of `logOutcome`, of the API's request line, and of Lambda's REPORT. Pure. */
export function judgeLine(message: string): 'done' | 'error' | undefined {
  if (!message.startsWith('{')) {
    return /^REPORT .*\tStatus: /.test(message) ? 'error' : undefined;
  }
  const line = parsed(message);
  // Workers say by the same name what an order came to, such as reserved: that is no verdict on the message.
  if (line['outcome'] === 'done') return 'done';
  if (line['outcome'] === 'retried' || line['outcome'] === 'dead-lettered') return 'error';
  if (line['msg'] !== 'request' || typeof line['status'] !== 'number') return undefined;
  return line['status'] < 500 ? 'done' : 'error';
}

function parsed(message: string): Record<string, unknown> {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return {};
  }
}
