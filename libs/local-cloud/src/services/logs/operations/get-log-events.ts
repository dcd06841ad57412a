import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { findGroup, findStream } from '../find.ts';
import { readToken, writeToken } from '../position-token.ts';
import { comparePositions, type LogEvent, type Logs } from '../records.ts';

const MOST = 10_000;
const BEGINNING = { timestamp: 0, serial: 0 };

export const getLogEvents =
  (logs: Logs): Operation<GetLogEventsRequest, GetLogEventsResponse> =>
  ({
    logGroupName,
    logGroupIdentifier,
    logStreamName,
    startTime = 0,
    endTime = Infinity,
    startFromHead,
    nextToken,
    limit = MOST,
  }) => {
    const stream = findStream(findGroup(logs, logGroupName ?? logGroupIdentifier), logStreamName);
    const inTime = stream.events.filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
    const page = takePage(inTime, nextToken, startFromHead ?? false, Math.min(limit, MOST));
    const first = page[0];
    const last = page.at(-1);
    // At either end the token comes back unchanged: that is how readers know that there is no more.
    const place = nextToken === undefined ? BEGINNING : readToken(nextToken);
    return {
      events: page.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
      nextForwardToken: writeToken('f', last ?? place),
      nextBackwardToken: writeToken('b', first ?? place),
    };
  };

function takePage(
  events: readonly LogEvent[],
  token: string | undefined,
  fromHead: boolean,
  limit: number,
): LogEvent[] {
  if (token === undefined) return fromHead ? events.slice(0, limit) : events.slice(-limit);
  const place = readToken(token);
  return place.direction === 'f'
    ? events.filter((event) => comparePositions(event, place) > 0).slice(0, limit)
    : events.filter((event) => comparePositions(event, place) < 0).slice(-limit);
}
