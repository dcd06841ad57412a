import type { DeleteLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { findGroup, findStream } from '../find.ts';
import type { Logs } from '../records.ts';

export const deleteLogStream =
  (logs: Logs): Operation<DeleteLogStreamRequest, void> =>
  ({ logGroupName, logStreamName }) => {
    const group = findGroup(logs, logGroupName);
    group.streams.delete(findStream(group, logStreamName).name);
  };
