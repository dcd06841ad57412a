import type {
  DescribeLogGroupsRequest,
  DescribeLogGroupsResponse,
  LogGroup as Shown,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findGroup } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { LogGroup, Logs } from '../records.ts';
import { storedBytes } from '../stored-bytes.ts';

export const describeLogGroups =
  (logs: Logs): Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> =>
  ({ logGroupNamePrefix, logGroupNamePattern, logGroupClass, logGroupIdentifiers, ...paging }) => {
    if (logGroupNamePrefix !== undefined && logGroupNamePattern !== undefined) {
      throw invalidParameter(
        'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
      );
    }
    const all = logGroupIdentifiers?.map((name) => findGroup(logs, name)) ?? [...logs.groups.values()];
    const found = all
      .filter(({ name }) => name.startsWith(logGroupNamePrefix ?? ''))
      .filter(({ name }) => name.toLowerCase().includes((logGroupNamePattern ?? '').toLowerCase()))
      .filter((group) => logGroupClass === undefined || group.logGroupClass === logGroupClass)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const { page, ...rest } = paginate(found, paging);
    return { logGroups: page.map(show), ...rest };
  };

function show({ name, arn, createdAt, retentionInDays, kmsKeyId, logGroupClass, streams }: LogGroup): Shown {
  return {
    logGroupName: name,
    arn: `${arn}:*`,
    logGroupArn: arn,
    creationTime: createdAt,
    metricFilterCount: 0,
    storedBytes: [...streams.values()].reduce((sum, stream) => sum + storedBytes(stream), 0),
    logGroupClass: logGroupClass === 'INFREQUENT_ACCESS' ? 'INFREQUENT_ACCESS' : 'STANDARD',
    ...(retentionInDays === undefined ? {} : { retentionInDays }),
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
  };
}
