import { expect, test } from 'vitest';
import { AwsServiceError } from './error.ts';
import { createRetry } from './retry.ts';

function failure(fields: Partial<AwsServiceError> = {}): AwsServiceError {
  return new AwsServiceError('down', {
    service: 'sqs',
    operation: 'X',
    code: 'ServiceUnavailable',
    retryable: true,
    throttling: false,
    outcomeUnknown: false,
    members: {},
    ...fields,
  });
}

test('a service that stays down soon gets one try a call: the tokens are used up', async () => {
  const retry = createRetry();
  let tries = 0;
  const down = (): Promise<never> => {
    tries++;
    return Promise.reject(failure());
  };
  const options = { attempts: 2, idempotent: true };
  await Promise.allSettled(Array.from({ length: 150 }, () => retry.run(down, options)));
  expect(tries).toBe(150 + 100);
});

test('only errors of the service that are worth it are retried', async () => {
  for (const error of [failure({ retryable: false }), new Error('ours')]) {
    let tries = 0;
    const attempt = (): Promise<never> => {
      tries++;
      return Promise.reject(error);
    };
    await expect(createRetry().run(attempt, { attempts: 3, idempotent: true })).rejects.toBe(error);
    expect(tries).toBe(1);
  }
});

test('an abort ends the wait between two tries', async () => {
  const controller = new AbortController();
  const attempt = (): Promise<never> => {
    controller.abort(new Error('stop'));
    return Promise.reject(failure({ throttling: true }));
  };
  const options = { attempts: 100, idempotent: true, signal: controller.signal };
  await expect(createRetry().run(attempt, options)).rejects.toThrow('stop');
});
