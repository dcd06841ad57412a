import type { CreateLogStreamRequest } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { alreadyExists, invalidParameter } from '../errors.ts';
import { findGroup } from '../find.ts';
import type { Logs } from '../records.ts';

export const createLogStream =
  (logs: Logs): Operation<CreateLogStreamRequest, void> =>
  ({ logGroupName, logStreamName: name = '' }) => {
    const { streams } = findGroup(logs, logGroupName);
    if (!/^[^:*]{1,512}$/.test(name)) {
      throw invalidParameter(
        `1 validation error detected: Value '${name}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`,
      );
    }
    if (streams.has(name)) throw alreadyExists('The specified log stream already exists');
    streams.set(name, { name, createdAt: logs.clock.now(), events: [] });
  };
