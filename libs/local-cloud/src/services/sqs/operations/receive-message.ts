import type { ReceiveMessageRequest, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import { AwsError, type Operation } from '../../../service.ts';
import { invalidValue } from '../errors.ts';
import { showMessage, wanted } from '../message/show-message.ts';
import { IN_FLIGHT_LIMIT } from '../queue/queue.ts';
import type { Queues } from '../queue/queues.ts';

function inRange(parameter: string, value: number, min: number, max: number, reason: string): number {
  if (!Number.isInteger(value) || value < min || value > max) throw invalidValue(parameter, value, reason);
  return value;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const receiveMessage =
  (queues: Queues): Operation<ReceiveMessageRequest, ReceiveMessageResult> =>
  async (input, context) => {
    const queue = queues.fromUrl(input.QueueUrl);
    const max = inRange(
      'MaxNumberOfMessages',
      input.MaxNumberOfMessages ?? 1,
      1,
      10,
      'Must be between 1 and 10, if provided.',
    );
    const visibility = inRange(
      'VisibilityTimeout',
      input.VisibilityTimeout ?? queue.number('VisibilityTimeout'),
      0,
      43_200,
      'Must be >= 0 and <= 43200, if provided.',
    );
    const wait = inRange(
      'WaitTimeSeconds',
      input.WaitTimeSeconds ?? queue.number('ReceiveMessageWaitTimeSeconds'),
      0,
      20,
      'Must be >= 0 and <= 20, if provided.',
    );
    if (wait === 0 && queue.store.counts().inFlight >= IN_FLIGHT_LIMIT) {
      throw new AwsError('OverLimit', `Too many messages in flight: the limit is ${IN_FLIGHT_LIMIT}.`);
    }
    const received = await queue.poll.receive({
      max,
      visibilityMs: visibility * 1000,
      waitMs: wait * 1000,
      context,
    });
    if (received.length === 0) return {};
    const parts = wanted(input);
    return { Messages: received.map((message) => showMessage(queue, message, parts)) };
  };
