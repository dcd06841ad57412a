import type {
  DeleteRetentionPolicyRequest,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { invalidParameter } from '../errors.ts';
import { findGroup } from '../find.ts';
import type { Logs } from '../records.ts';
import { dropExpired } from '../retention.ts';

const days = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const putRetentionPolicy =
  (logs: Logs): Operation<PutRetentionPolicyRequest, void> =>
  ({ logGroupName, retentionInDays = 0 }) => {
    const group = findGroup(logs, logGroupName);
    if (!days.includes(retentionInDays)) {
      throw invalidParameter(
        `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${days.join(', ')}]`,
      );
    }
    group.retentionInDays = retentionInDays;
    dropExpired(group, logs.clock.now());
  };

export const deleteRetentionPolicy =
  (logs: Logs): Operation<DeleteRetentionPolicyRequest, void> =>
  ({ logGroupName }) => {
    findGroup(logs, logGroupName).retentionInDays = undefined;
  };
