import type { IncomingMessage } from 'node:http';

const reads = /^(Get|List|Describe|BatchGet|BatchCheck|Filter|Head|Query|Scan)/;

/** Whether a call changes something on AWS, by the operation that it names: in a header, in its form, or by its method. */
export function isWrite({ headers, method }: IncomingMessage, body: Buffer): boolean {
  const target = String(headers['x-amz-target'] ?? '')
    .split('.')
    .at(-1);
  const operation = target || /(?:^|&)Action=(\w+)/.exec(body.toString('latin1'))?.[1];
  return operation === undefined ? method !== 'GET' : !reads.test(operation);
}
