import { expect, it } from 'vitest';
import { judgeLine } from './count-lines.ts';

it.each([
  ['{"msg":"message done","outcome":"done"}', 'done'],
  ['{"msg":"message failed","outcome":"retried"}', 'error'],
  ['{"msg":"message failed","outcome":"retried","err":{"name":"Error"}}', 'error'],
  ['{"msg":"message failed","outcome":"retried","err":{"type":"a","name":"MissingHandler"}}', 'refused'],
  ['{"msg":"message failed for good","outcome":"dead-lettered"}', 'refused'],
  // What the order came to, said before the message is done.
  ['{"msg":"stock","outcome":"reserved"}', undefined],
  ['{"msg":"stock","outcome":"out-of-stock"}', undefined],
  ['{"msg":"request","status":202}', 'done'],
  ['{"msg":"request","status":503}', 'error'],
  ['REPORT RequestId: 1\tDuration: 10000.00 ms\tStatus: timeout', 'error'],
  ['REPORT RequestId: 1\tDuration: 3.00 ms', undefined],
  ['{"msg":', undefined],
])('%s is %s', (message, verdict) => {
  expect(judgeLine(message)?.verdict).toBe(verdict);
});

it('says which message it is about', () => {
  expect(judgeLine('{"outcome":"retried","messageId":"m-1"}')).toEqual({ verdict: 'error', about: 'm-1' });
});
