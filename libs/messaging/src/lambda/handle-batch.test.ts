import type { SqsClient } from '@phaseline/aws-data-plane';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { PermanentFailure } from '../failures/failures.ts';
import { DONE, failed } from '../failures/outcome.ts';
import { createBatchHandling } from './handle-batch.ts';

const record = (messageId: string): never =>
  ({ messageId, receiptHandle: messageId, body: '{}', attributes: {}, messageAttributes: {} }) as never;

test('what failed, and what the deadline cut off or never let begin, is reported; the rest is acknowledged', async () => {
  const aborted: string[] = [];
  const calls: string[] = [];
  const sqs = new Proxy({} as SqsClient, {
    get: (_, operation) => async () => {
      calls.push(String(operation));
      return operation === 'getQueueAttributes'
        ? { Attributes: { RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:1:dlq"}' } }
        : {};
    },
  });
  const handleBatch = createBatchHandling(
    { queueUrl: 'http://127.0.0.1:1/1/q', concurrency: 1, marginMs: 100 },
    {
      sqs,
      logger: pino({ level: 'silent' }),
      handle: ({ message: { MessageId: id }, signal }) => {
        if (id === 'done') return Promise.resolve(DONE);
        if (id === 'failed') return Promise.resolve(failed(new Error('no')));
        if (id === 'permanent') return Promise.resolve(failed(new PermanentFailure('never')));
        signal.addEventListener('abort', () => aborted.push(id));
        return new Promise(() => {});
      },
    },
  );
  const Records = ['done', 'failed', 'permanent', 'hangs', 'late'].map(record);
  const { batchItemFailures } = await handleBatch(
    { Records },
    { awsRequestId: 'i', getRemainingTimeInMillis: () => 400 },
  );
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['failed', 'hangs', 'late']);
  expect(aborted).toEqual(['hangs']);
  expect(calls).toEqual(['changeMessageVisibilityBatch', 'getQueueAttributes', 'sendMessage']);
});
