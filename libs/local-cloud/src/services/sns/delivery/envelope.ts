import type { SendMessageRequest } from '@aws-sdk/client-sqs';
import type { PublishedMessage } from '../publish/validate-message.ts';

export type Delivery = Omit<SendMessageRequest, 'QueueUrl'>;

/**
 * The JSON that SNS puts around a message unless raw delivery is on. Signature, SigningCertURL and UnsubscribeURL are
 * left out: nothing here could make ones that a client may trust.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function wrap(message: PublishedMessage, topicArn: string): Delivery {
  const attributes = Object.entries(message.attributes).map(([name, value]) => [
    name,
    {
      Type: value.DataType,
      Value: value.StringValue ?? Buffer.from(value.BinaryValue ?? '').toString('base64'),
    },
  ]);
  const envelope = {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: topicArn,
    ...(message.subject !== undefined && { Subject: message.subject }),
    Message: message.body,
    Timestamp: new Date(message.publishedAt).toISOString(),
    ...(attributes.length > 0 && { MessageAttributes: Object.fromEntries(attributes) }),
  };
  return { MessageBody: JSON.stringify(envelope), MessageGroupId: message.groupId };
}

/** Raw delivery: the message itself, its attributes as SQS message attributes. */
export function raw(message: PublishedMessage): Delivery {
  return {
    MessageBody: message.body,
    MessageGroupId: message.groupId,
    ...(Object.keys(message.attributes).length > 0 && { MessageAttributes: message.attributes }),
  };
}
