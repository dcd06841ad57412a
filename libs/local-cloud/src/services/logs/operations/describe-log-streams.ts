import type {
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream as Shown,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findGroup } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { LogGroup, Logs, LogStream } from '../records.ts';
import { storedBytes } from '../stored-bytes.ts';

export const describeLogStreams =
  (logs: Logs): Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> =>
  ({
    logGroupName,
    logGroupIdentifier,
    logStreamNamePrefix,
    orderBy = 'LogStreamName',
    descending = false,
    ...paging
  }) => {
    if (orderBy === 'LastEventTime' && logStreamNamePrefix !== undefined) {
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const group = findGroup(logs, logGroupName ?? logGroupIdentifier);
    const found = [...group.streams.values()]
      .filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ''))
      .sort((a, b) => (orderBy === 'LastEventTime' ? lastTime(a) - lastTime(b) : a.name < b.name ? -1 : 1));
    const { page, ...rest } = paginate(descending ? found.toReversed() : found, paging);
    return { logStreams: page.map((stream) => show(group, stream)), ...rest };
  };

const lastTime = ({ events }: LogStream): number => events.at(-1)?.timestamp ?? 0;

function show(group: LogGroup, stream: LogStream): Shown {
  const first = stream.events[0];
  const last = stream.events.at(-1);
  return {
    logStreamName: stream.name,
    arn: `${group.arn}:log-stream:${stream.name}`,
    creationTime: stream.createdAt,
    storedBytes: storedBytes(stream),
    ...(first && last
      ? {
          firstEventTimestamp: first.timestamp,
          lastEventTimestamp: last.timestamp,
          lastIngestionTime: last.ingestionTime,
          uploadSequenceToken: String(last.serial),
        }
      : {}),
  };
}
