import type { DeleteLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { findGroup } from '../find.ts';
import type { Logs } from '../records.ts';

export const deleteLogGroup =
  (logs: Logs): Operation<DeleteLogGroupRequest, void> =>
  ({ logGroupName }) =>
    void logs.groups.delete(findGroup(logs, logGroupName).name);
