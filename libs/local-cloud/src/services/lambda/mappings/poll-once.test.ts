import { expect, it } from 'vitest';
import { createManualClock } from '../../../clock.ts';
import { AwsError } from '../../../service.ts';
import type { Mapping } from './mapping.ts';
import { pollOnce, type PollerWorld } from './poll-once.ts';
import { defaultMapping } from './read-mapping.ts';

/** One message, and a function that is throttled so many times. */
async function pollThrottled(times: number) {
  const clock = createManualClock();
  const begun = clock.now();
  const attempts: number[] = [];
  let removed = 0;
  const world: PollerWorld = {
    region: 'us-east-1',
    receive: async () => [{ MessageId: 'message', Body: '' }],
    remove: async (messages) => void (removed += messages.length),
    visibility: async () => 10_000,
    now: () => clock.now(),
    pause: async (milliseconds) => clock.advance(milliseconds),
    async invoke() {
      attempts.push(clock.now() - begun);
      if (attempts.length <= times) {
        throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', { statusCode: 429 });
      }
      return { payload: Buffer.from('null'), failed: false };
    },
  };
  const mapping = { ...defaultMapping, queueArn: 'arn:aws:sqs:us-east-1:000000000000:orders' } as Mapping;
  const outcome = await pollOnce(mapping, world, new AbortController().signal);
  return { outcome, attempts, removed };
}

it('asks a throttled function again, later and later, with the same batch', async () => {
  expect(await pollThrottled(2)).toEqual({
    outcome: { received: 1, refused: false, failed: false },
    attempts: [0, 500, 1500],
    removed: 1,
  });
});

it('gives the batch up before its messages are visible to others', async () => {
  expect(await pollThrottled(100)).toEqual({
    outcome: { received: 1, refused: true, failed: false },
    attempts: [0, 500, 1500, 3500, 7500],
    removed: 0,
  });
});
