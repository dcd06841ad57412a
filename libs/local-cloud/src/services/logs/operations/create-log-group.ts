import type { CreateLogGroupRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { alreadyExists, invalidParameter } from '../errors.ts';
import type { Logs } from '../records.ts';

export const createLogGroup =
  (logs: Logs): Operation<CreateLogGroupRequest, void> =>
  ({ logGroupName: name = '', tags = {}, kmsKeyId, logGroupClass = 'STANDARD' }) => {
    if (!/^[.\-_/#A-Za-z0-9]{1,512}$/.test(name)) {
      throw invalidParameter(
        `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
      );
    }
    if (logs.groups.has(name)) throw alreadyExists('The specified log group already exists');
    logs.groups.set(name, {
      name,
      arn: `arn:aws:logs:${logs.region}:${logs.account}:log-group:${name}`,
      createdAt: logs.clock.now(),
      logGroupClass,
      kmsKeyId,
      retentionInDays: undefined,
      streams: new Map(),
      tags: new Map(Object.entries(tags)),
    });
  };
