import type { FilterLogEventsRequest, FilterLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { parsePattern } from '../filter/parse-pattern.ts';
import { findGroup, findStream } from '../find.ts';
import { readToken, writeToken } from '../position-token.ts';
import { comparePositions, type LogGroup, type Logs, type LogStream } from '../records.ts';

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
      .flatMap(({ name, events }) => events.map((event) => ({ ...event, name })))
      .filter((event) => event.timestamp >= startTime && event.timestamp <= endTime && matches(event.message))
      .filter((event) => after === undefined || comparePositions(event, after) > 0)
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

function streamsOf(group: LogGroup, names: readonly string[] | undefined, prefix = ''): LogStream[] {
  if (names !== undefined) return names.map((name) => findStream(group, name));
  return [...group.streams.values()].filter(({ name }) => name.startsWith(prefix));
}
