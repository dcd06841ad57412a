import type {
  InputLogEvent,
  PutLogEventsRequest,
  PutLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { appendEvents } from '../append-events.ts';
import { invalidParameter } from '../errors.ts';
import { findGroup, findStream } from '../find.ts';
import type { Logs } from '../records.ts';
import { DAY } from '../retention.ts';
import { EVENT_OVERHEAD } from '../stored-bytes.ts';

const TOO_OLD = 14 * DAY;
const TOO_NEW = 2 * 3_600_000;

export const putLogEvents =
  (logs: Logs): Operation<PutLogEventsRequest, PutLogEventsResponse> =>
  ({ logGroupName, logStreamName, logEvents = [] }) => {
    const group = findGroup(logs, logGroupName);
    const stream = findStream(group, logStreamName);
    const events = checkBatch(logEvents);
    const now = logs.clock.now();
    const expired = group.retentionInDays === undefined ? 0 : now - group.retentionInDays * DAY;
    const good = events.filter(
      ({ timestamp }) => timestamp >= Math.max(now - TOO_OLD, expired) && timestamp <= now + TOO_NEW,
    );
    appendEvents(logs, stream, good);
    const rejected = {
      ...endOf(events, (time) => time < now - TOO_OLD, 'tooOldLogEventEndIndex'),
      ...endOf(events, (time) => time >= now - TOO_OLD && time < expired, 'expiredLogEventEndIndex'),
      ...startOf(events, (time) => time > now + TOO_NEW, 'tooNewLogEventStartIndex'),
    };
    return {
      nextSequenceToken: String(logs.serial),
      ...(Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {}),
    };
  };

interface Event {
  readonly timestamp: number;
  readonly message: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
function checkBatch(input: readonly InputLogEvent[]): Event[] {
  if (input.length === 0 || input.length > 10_000) {
    throw invalidParameter(
      `Log events in a single PutLogEvents request must be 1 to 10000; found ${input.length}.`,
    );
  }
  const events = input.map(({ timestamp = 0, message = '' }) => ({ timestamp, message }));
  const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_OVERHEAD, 0);
  if (bytes > 1_048_576) throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of 1048576`);
  if (events.some(({ timestamp }, index) => timestamp < (events[index - 1]?.timestamp ?? 0))) {
    throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  if ((events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0) > DAY) {
    throw invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
  }
  return events;
}

function endOf(
  events: readonly Event[],
  rejected: (time: number) => boolean,
  name: string,
): Record<string, number> {
  const last = events.findLastIndex(({ timestamp }) => rejected(timestamp));
  return last === -1 ? {} : { [name]: last + 1 };
}

function startOf(
  events: readonly Event[],
  rejected: (time: number) => boolean,
  name: string,
): Record<string, number> {
  const first = events.findIndex(({ timestamp }) => rejected(timestamp));
  return first === -1 ? {} : { [name]: first };
}
