import type { KindScope } from '../../engine/kind.ts';
import { logLines } from './log-lines.ts';
import { addVerdict, type Watch } from './watch.ts';

/** Lines may come to CloudWatch a little later than they say. */
const overlapMilliseconds = 10_000;

/** Finds a worker's outcome lines, and what Lambda says of an invocation that failed; what else it finds is no verdict. */
export const outcomePattern = '?outcome ?"Status: "';
/** The API's request lines, likewise. */
export const requestPattern = '?request ?"Status: "';

/** Which lines are counted. */
export interface Counted {
  readonly logGroup: string;
  readonly pattern: string;
  /** Which log streams' lines count; all of them without it. */
  readonly from?: (stream: string) => boolean;
}

/** Adds to the watch what has come to the log since it was last looked at. */
export async function countLines(
  { logGroup, pattern, from }: Counted,
  watch: Watch,
  scope: Pick<KindScope, 'clients' | 'options'>,
): Promise<void> {
  const since = Math.max(watch.since, watch.cursor - overlapMilliseconds);
  const recent = new Set<string>();
  for await (const event of logLines({ logGroup, pattern, since }, scope)) {
    const { eventId = '', message = '', timestamp = 0, logStreamName = '' } = event;
    if (from?.(logStreamName) === false) continue;
    watch.cursor = Math.max(watch.cursor, timestamp);
    recent.add(eventId);
    if (watch.counted.has(eventId)) continue;
    const line = judgeLine(message);
    if (line) {
      addVerdict({ ...line, about: line.about ?? eventId, stream: logStreamName, timestamp }, watch);
    }
  }
  watch.counted.clear();
  for (const id of recent) watch.counted.add(id);
}

/** What a line says of one message, request or invocation. */
export interface LineVerdict {
  /** `refused`: the message itself is at fault, as it says. */
  readonly verdict: 'done' | 'error' | 'refused';
  /** The message's id, where it is about one: a message that is tried again and again has failed once. */
  readonly about?: string | undefined;
}

/** What a line says: the words of `logOutcome`, of the API's request line, and of Lambda's REPORT. Pure. */
export function judgeLine(message: string): LineVerdict | undefined {
  if (!message.startsWith('{')) {
    return /^REPORT .*\tStatus: /.test(message) ? { verdict: 'error' } : undefined;
  }
  const { outcome, msg, status, messageId, err } = parsed(message);
  const about = typeof messageId === 'string' ? messageId : undefined;
  // Workers say by the same name what an order came to, such as reserved: that is no verdict on the message.
  if (outcome === 'done') return { verdict: 'done', about };
  if (outcome === 'dead-lettered') return { verdict: 'refused', about };
  if (outcome === 'retried') return { verdict: isUnknownType(err) ? 'refused' : 'error', about };
  if (msg !== 'request' || typeof status !== 'number') return undefined;
  return { verdict: status < 500 ? 'done' : 'error' };
}

/** It is tried again all the same: another version of the component may handle it. */
function isUnknownType(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'MissingHandler';
}

function parsed(message: string): Record<string, unknown> {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return {};
  }
}
