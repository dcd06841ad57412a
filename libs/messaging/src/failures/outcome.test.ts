import { expect, test } from 'vitest';
import { PermanentFailure, RetryLater } from './failures.ts';
import { failed } from './outcome.ts';

test('a failure that knows when to try again says so, in whole seconds that SQS takes', () => {
  const seconds = (asked: number) => failed(new RetryLater('busy', { seconds: asked }));
  expect(seconds(25.2)).toMatchObject({ status: 'failed', permanent: false, retrySeconds: 26 });
  expect(seconds(-1)).toMatchObject({ retrySeconds: 0 });
  expect(seconds(50_000)).toMatchObject({ retrySeconds: 43_200 });
});

test('any other failure leaves it to the backoff', () => {
  expect(failed(new Error('x'))).not.toHaveProperty('retrySeconds');
  expect(failed(new PermanentFailure('x'))).toMatchObject({ permanent: true });
});
