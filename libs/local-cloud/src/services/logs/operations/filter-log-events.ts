import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { parsePattern } from '../filter/parse-pattern.ts';
import { findGroup, findStream } from '../find.ts';
import { readToken, writeToken } from '../position-token.ts';
import { comparePositions, type LogEvent, type LogGroup, type Logs, type LogStream } from '../records.ts';

const MOST = 10_000;

export const filterLogEvents =
  (logs: Logs): Operation<FilterLogEventsRequest, FilterLogEventsResponse> =>
  ({
    logGroupName,
    logGroupIdentifier,
    logStreamNames,
    logStreamNamePrefix,
    startTime = 0,
    endTime = Infinity,
    filterPattern,
    nextToken,
    limit = MOST,
  }) => {
    if (logStreamNames !== undefined && logStreamNamePrefix !== undefined) {
      throw invalidParameter('logStreamNamePrefix and logStreamNames are mutually exclusive parameters.');
    }
    if (limit < 1 || limit > MOST) throw invalidParameter(`limit must be from 1 to ${MOST}; found ${limit}.`);
    const group = findGroup(logs, logGroupName ?? logGroupIdentifier);
    const matches = parsePattern(filterPattern);
    const after = nextToken === undefined ? undefined : readToken(nextToken);
    const found = streamsOf(group, logStreamNames, logStreamNamePrefix)
      .flatMap(({ name, events }) =>
        eventsBetween(events, Math.max(startTime, after?.timestamp ?? 0), endTime)
          .filter((event) => after === undefined || comparePositions(event, after) > 0)
          .filter(({ message }) => matches(message))
          .map((event) => ({ ...event, name })),
      )
      .sort(comparePositions);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      events: page.map(({ name, timestamp, message, ingestionTime, serial }) => ({
        eventId: String(timestamp).padStart(20, '0') + String(serial).padStart(36, '0'),
        logStreamName: name,
        timestamp,
        message,
        ingestionTime,
      })),
      searchedLogStreams: [],
      ...(last && found.length > page.length ? { nextToken: writeToken('f', last) } : {}),
    };
  };

/** Those of a stream from one time to another, both included. A stream is in order of time, and often asked for its last moments only. */
function eventsBetween(events: readonly LogEvent[], start: number, end: number): LogEvent[] {
  const from = firstAt(events, start);
  const to = firstAt(events, end + 1);
  return events.slice(from, to);
}

/** The place of the first event at `time` or later. */
function firstAt(events: readonly LogEvent[], time: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle]?.timestamp ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function streamsOf(group: LogGroup, names: readonly string[] | undefined, prefix = ''): LogStream[] {
  if (names !== undefined) return names.map((name) => findStream(group, name));
  return [...group.streams.values()].filter(({ name }) => name.startsWith(prefix));
}
