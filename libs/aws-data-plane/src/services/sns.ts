import type { Caller, CallOptions } from '../caller.ts';
import type { Endpoint } from '../endpoint.ts';
import { createQueryCall } from '../protocols/query.ts';
import type { XmlElement } from '../protocols/xml.ts';

/** A message attribute; `BinaryValue` is base64. */
export interface SnsMessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

/** What is published, of one message. */
export interface SnsOutgoing {
  readonly Message: string;
  readonly Subject?: string | undefined;
  readonly MessageAttributes?: Readonly<Record<string, SnsMessageAttribute>> | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export interface PublishInput extends SnsOutgoing {
  readonly TopicArn: string;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export interface PublishBatchInput {
  readonly TopicArn: string;
  readonly PublishBatchRequestEntries: readonly (SnsOutgoing & { readonly Id: string })[];
}

/** What worked and what did not, by entry id. */
export interface PublishBatchOutput {
  readonly Successful: readonly { readonly Id: string; readonly MessageId: string }[];
  readonly Failed: readonly {
    readonly Id: string;
    readonly Code: string;
    readonly Message: string | undefined;
    readonly SenderFault: boolean;
  }[];
}

/** Publishing to SNS: at least once. A call whose connection broke is sent again, so subscribers may see it twice. */
export interface SnsPublishClient {
  publish(input: PublishInput, options?: CallOptions): Promise<{ readonly MessageId: string }>;
  /** Resolves also when entries failed: look at `Failed`. */
  publishBatch(input: PublishBatchInput, options?: CallOptions): Promise<PublishBatchOutput>;
}

type Parameter = readonly [name: string, value: string | undefined];

/** SNS over `call`. */
export function createSns(call: Caller, endpoint: Endpoint): SnsPublishClient {
  const query = createQueryCall(call, endpoint, '2010-03-31');
  return {
    async publish({ TopicArn, ...message }, options) {
      const result = await query('Publish', [['TopicArn', TopicArn], ...outgoing('', message)], options);
      return { MessageId: result.textOf('MessageId') ?? '' };
    },
    async publishBatch({ TopicArn, PublishBatchRequestEntries: entries }, options) {
      const parameters = entries.flatMap((entry, index): Parameter[] => {
        const prefix = `PublishBatchRequestEntries.member.${index + 1}.`;
        return [[`${prefix}Id`, entry.Id], ...outgoing(prefix, entry)];
      });
      const result = await query('PublishBatch', [['TopicArn', TopicArn], ...parameters], options);
      return {
        Successful: members(result, 'Successful').map((one) => ({
          Id: one.textOf('Id') ?? '',
          MessageId: one.textOf('MessageId') ?? '',
        })),
        Failed: members(result, 'Failed').map((one) => ({
          Id: one.textOf('Id') ?? '',
          Code: one.textOf('Code') ?? 'Unknown',
          Message: one.textOf('Message'),
          SenderFault: one.textOf('SenderFault') === 'true',
        })),
      };
    },
  };
}

function outgoing(prefix: string, message: SnsOutgoing): Parameter[] {
  const parameters: Parameter[] = [
    [`${prefix}Message`, message.Message],
    [`${prefix}Subject`, message.Subject],
    [`${prefix}MessageGroupId`, message.MessageGroupId],
    [`${prefix}MessageDeduplicationId`, message.MessageDeduplicationId],
  ];
  for (const [index, [name, attribute]] of Object.entries(message.MessageAttributes ?? {}).entries()) {
    const entry = `${prefix}MessageAttributes.entry.${index + 1}.`;
    parameters.push(
      [`${entry}Name`, name],
      [`${entry}Value.DataType`, attribute.DataType],
      [`${entry}Value.StringValue`, attribute.StringValue],
      [`${entry}Value.BinaryValue`, attribute.BinaryValue],
    );
  }
  return parameters;
}

function members(result: XmlElement, list: string): readonly XmlElement[] {
  return result.child(list)?.children ?? [];
}
