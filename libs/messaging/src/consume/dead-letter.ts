import type { SqsClient, SqsMessage, SqsMessageAttribute } from '@phaseline/aws-data-plane';
import type { Logger } from 'pino';

/** Attributes that say why a message is in the dead-letter queue. */
export const FAILURE_REASON = 'failureReason';
/** The error's class. */
export const FAILURE_NAME = 'failureName';
/** The message's id in the queue it came from. */
export const FAILED_MESSAGE_ID = 'failedMessageId';

/** SQS allows ten message attributes. */
const MOST_ATTRIBUTES = 10;
const LONGEST_REASON = 1000;

/** Moves messages to the dead-letter queue. */
export interface DeadLetter {
  /**
   * Sends a copy with the reason and the original attributes; the caller deletes the original after that. Rejects when the queue
   * has no dead-letter queue or SQS refuses.
   */
  send(message: SqsMessage, reason: Error): Promise<void>;
}

/** The dead-letter queue that `queueUrl`'s RedrivePolicy names, looked up once, when first needed. */
export function createDeadLetter(sqs: SqsClient, queueUrl: string, logger: Logger): DeadLetter {
  let target: Promise<string> | undefined;

  async function find(): Promise<string> {
    const { Attributes } = await sqs.getQueueAttributes({
      QueueUrl: queueUrl,
      AttributeNames: ['RedrivePolicy'],
    });
    const policy = Attributes?.['RedrivePolicy'];
    const arn = policy === undefined ? undefined : (JSON.parse(policy) as { deadLetterTargetArn?: string });
    const [, , , , account, name] = arn?.deadLetterTargetArn?.split(':') ?? [];
    if (!account || !name)
      throw new Error(
        `${queueUrl} has no dead-letter queue: set its RedrivePolicy with a deadLetterTargetArn`,
      );
    return `${new URL(queueUrl).origin}/${account}/${name}`;
  }

  return {
    async send(message, reason) {
      target ??= find().catch((error: unknown) => {
        target = undefined; // The next message asks again: a policy may be set while we run.
        throw error;
      });
      const attributes: Record<string, SqsMessageAttribute> = {
        [FAILURE_REASON]: text(reason.message),
        [FAILURE_NAME]: text(reason.name),
        [FAILED_MESSAGE_ID]: text(message.MessageId),
      };
      const dropped: string[] = [];
      for (const [name, attribute] of Object.entries(message.MessageAttributes ?? {})) {
        if (name in attributes) continue;
        if (Object.keys(attributes).length < MOST_ATTRIBUTES) attributes[name] = attribute;
        else dropped.push(name);
      }
      if (dropped.length > 0)
        logger.warn(
          { messageId: message.MessageId, dropped },
          'no room for these attributes beside the reason',
        );
      await sqs.sendMessage({
        QueueUrl: await target,
        MessageBody: message.Body,
        MessageAttributes: attributes,
      });
    },
  };
}

/** SQS takes no empty value and only the characters of XML 1.0. */
function text(value: string): SqsMessageAttribute {
  const allowed = value
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '?');
  return { DataType: 'String', StringValue: allowed.slice(0, LONGEST_REASON).toWellFormed() || 'unknown' };
}
