import { expect, it } from 'vitest';
import { judgeLine } from './count-lines.ts';

it.each([
  ['{"msg":"message done","outcome":"done"}', 'done'],
  ['{"msg":"message failed","outcome":"retried"}', 'error'],
  ['{"msg":"message failed for good","outcome":"dead-lettered"}', 'error'],
  // What the order came to, said before the message is done.
  ['{"msg":"stock","outcome":"reserved"}', undefined],
  ['{"msg":"stock","outcome":"out-of-stock"}', undefined],
  ['{"msg":"request","status":202}', 'done'],
  ['{"msg":"request","status":503}', 'error'],
  ['REPORT RequestId: 1\tDuration: 10000.00 ms\tStatus: timeout', 'error'],
  ['REPORT RequestId: 1\tDuration: 3.00 ms', undefined],
  ['{"msg":', undefined],
])('%s is %s', (message, verdict) => {
  expect(judgeLine(message)).toBe(verdict);
});
