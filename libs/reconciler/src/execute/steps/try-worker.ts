import { isDeepStrictEqual } from 'node:util';
import type { SwitchRun } from '../switch-run.ts';
import { StepFailed } from './errors.ts';
import { invokeVersion } from './invoke-version.ts';

/** What every worker does without an effect, and what none of them handles: the one must be done, the other reported. */
const done = 'deployment.canary';
const poison = 'deployment.poison';

/** What a worker must answer to it. */
export const canaryAnswer = { batchItemFailures: [{ itemIdentifier: poison }] };

/** A batch of two as an event source mapping hands it on: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export const canaryBatch = {
  Records: [done, poison].map((type) => ({
    messageId: type,
    receiptHandle: type,
    body: JSON.stringify({ type }),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1700000000000',
      SenderId: 'phase-switch',
      ApproximateFirstReceiveTimestamp: '1700000000000',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: '',
    awsRegion: '',
  })),
};

/**
 * Hands a worker's version a canary batch: through its real wiring, of no effect.
 * @throws StepFailed unless it did the one message and reported the other
 */
export async function tryWorker(name: string, version: string, run: SwitchRun): Promise<void> {
  const answer = await invokeVersion(name, version, canaryBatch, run);
  if (isDeepStrictEqual(answer, canaryAnswer)) return;
  throw new StepFailed(
    `function ${name}, version ${version}, failed its smoke test: of a batch of ${done} and ${poison} it must report the latter ` +
      `alone (${JSON.stringify(canaryAnswer)}); it answered ${JSON.stringify(answer)}`,
  );
}
