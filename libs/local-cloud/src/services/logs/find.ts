import { notFound } from './errors.ts';
import { dropExpired } from './retention.ts';
import type { LogGroup, Logs, LogStream } from './records.ts';

/** By name or ARN; what its retention has outlived is gone. @throws `ResourceNotFoundException` */
export function findGroup(logs: Logs, nameOrArn = ''): LogGroup {
  const name = nameOrArn.startsWith('arn:') ? (nameOrArn.split(':')[6] ?? '') : nameOrArn;
  const group = logs.groups.get(name);
  if (!group) throw notFound('The specified log group does not exist.');
  dropExpired(group, logs.clock.now());
  return group;
}

/** @throws `ResourceNotFoundException` */
export function findStream({ streams }: LogGroup, name = ''): LogStream {
  const stream = streams.get(name);
  if (!stream) throw notFound('The specified log stream does not exist.');
  return stream;
}
