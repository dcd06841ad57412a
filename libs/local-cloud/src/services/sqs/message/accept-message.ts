import { createHash, randomUUID } from 'node:crypto';
import type { SendMessageResult } from '@aws-sdk/client-sqs';
import type { RequestContext } from '../../../service.ts';
import { invalidParameterValue, missingParameter } from '../errors.ts';
import type { Queue } from '../queue/queue.ts';
import { md5OfAttributes, md5OfBody } from './md5.ts';
import type { NewMessage } from './message.ts';
import { validateMessage, type MessageInput } from './validate-message.ts';

let sequence = 18_800_000_000_000_000_000n;

/** Twenty digits that only ever grow, also over a restart. */
function nextSequenceNumber(now: number): string {
  const floor = 18_800_000_000_000_000_000n + BigInt(now) * 1000n;
  sequence = sequence + 1n > floor ? sequence + 1n : floor;
  return sequence.toString();
}

const FIFO_ID = /^[\w!"#$%&'()*+,\-./:;<=>?@[\\\]^`{|}~]{1,128}$/;

function fifoFields(queue: Queue, message: MessageInput): { groupId: string; deduplicationId: string } {
  const groupId = message.MessageGroupId;
  if (groupId === undefined) throw missingParameter('MessageGroupId');
  const deduplicationId =
    message.MessageDeduplicationId ??
    (queue.attributes.ContentBasedDeduplication === 'true'
      ? createHash('sha256').update(message.MessageBody!).digest('hex')
      : undefined);
  if (deduplicationId === undefined) {
    throw invalidParameterValue(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  for (const [name, id] of Object.entries({
    MessageGroupId: groupId,
    MessageDeduplicationId: deduplicationId,
  })) {
    if (!FIFO_ID.test(id)) {
      throw invalidParameterValue(
        `Value ${id} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
      );
    }
  }
  return { groupId, deduplicationId };
}

/** AWS shows a user's or role's unique id here; the account stands for its root user. */
function senderId(context: RequestContext): string {
  return context.principal.kind === 'root' ? context.account : context.principal.arn;
}

interface Ordering {
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

function enqueue(
  queue: Queue,
  input: MessageInput,
  context: RequestContext,
  ordering: Ordering,
  now: number,
): NewMessage {
  const message: NewMessage = {
    id: randomUUID(),
    body: input.MessageBody!,
    bodyMd5: md5OfBody(input.MessageBody!),
    attributes: input.MessageAttributes,
    traceHeader: input.MessageSystemAttributes?.AWSTraceHeader?.StringValue,
    senderId: senderId(context),
    sentAt: now,
    ...ordering,
    sequenceNumber: queue.fifo ? nextSequenceNumber(now) : undefined,
    deadLetterSourceArn: undefined,
  };
  queue.send(message, (input.DelaySeconds ?? queue.number('DelaySeconds')) * 1000);
  return message;
}

function acceptFifo(queue: Queue, input: MessageInput, context: RequestContext, now: number) {
  const ordering = fifoFields(queue, input);
  const perGroup = queue.attributes.DeduplicationScope === 'messageGroup';
  const key = perGroup ? `${ordering.groupId} ${ordering.deduplicationId}` : ordering.deduplicationId;
  const first = queue.deduplication.find(key, now);
  if (first !== undefined) return first;
  const message = enqueue(queue, input, context, ordering, now);
  const send = { id: message.id, sequenceNumber: message.sequenceNumber! };
  queue.deduplication.remember(key, send, now);
  return send;
}

/**
 * Validates one message and puts it into the queue; a FIFO queue answers a repeated deduplication id as the first time.
 * @param now milliseconds since the epoch
 * @throws the AWS error for whatever the queue would not take.
 */
export function acceptMessage(
  queue: Queue,
  input: MessageInput,
  context: RequestContext,
  now: number,
): SendMessageResult {
  validateMessage(queue, input);
  if (!queue.fifo && input.MessageDeduplicationId !== undefined) {
    throw invalidParameterValue(
      `Value ${input.MessageDeduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  // A standard queue takes a group id too: it makes the queue fair, it does not order it.
  const sent = queue.fifo
    ? acceptFifo(queue, input, context, now)
    : enqueue(queue, input, context, { groupId: input.MessageGroupId, deduplicationId: undefined }, now);
  return {
    MessageId: sent.id,
    MD5OfMessageBody: md5OfBody(input.MessageBody!),
    MD5OfMessageAttributes: md5OfAttributes(input.MessageAttributes),
    MD5OfMessageSystemAttributes: md5OfAttributes(input.MessageSystemAttributes),
    SequenceNumber: sent.sequenceNumber,
  };
}
