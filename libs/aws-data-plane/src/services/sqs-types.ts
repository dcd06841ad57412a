/** A message attribute as SQS's JSON has it; `BinaryValue` is base64. */
export interface SqsMessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

/** Message attributes by name. */
export type SqsMessageAttributes = Readonly<Record<string, SqsMessageAttribute>>;

/** A received message. */
export interface SqsMessage {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly MD5OfBody?: string;
  /** System attributes, e.g. `ApproximateReceiveCount`. */
  readonly Attributes?: Readonly<Record<string, string>>;
  readonly MessageAttributes?: SqsMessageAttributes;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export interface ReceiveMessageInput {
  readonly QueueUrl: string;
  readonly MaxNumberOfMessages?: number | undefined;
  /** Seconds, 0 to 20. */
  readonly WaitTimeSeconds?: number | undefined;
  /** Seconds. */
  readonly VisibilityTimeout?: number | undefined;
  readonly MessageSystemAttributeNames?: readonly string[] | undefined;
  readonly MessageAttributeNames?: readonly string[] | undefined;
}

/** Answer of ReceiveMessage; no `Messages` means none. */
export interface ReceiveMessageOutput {
  readonly Messages?: readonly SqsMessage[];
}

/** One failed entry of a batch. */
export interface BatchResultErrorEntry {
  readonly Id: string;
  readonly Code: string;
  readonly SenderFault: boolean;
  readonly Message?: string;
}

/** Answer of a batch call: what worked and what did not, by entry id. */
export interface BatchOutput<Entry = { readonly Id: string }> {
  readonly Successful?: readonly Entry[];
  readonly Failed?: readonly BatchResultErrorEntry[];
}

/** Up to 10 messages to delete. */
export interface DeleteMessageBatchInput {
  readonly QueueUrl: string;
  readonly Entries: readonly { readonly Id: string; readonly ReceiptHandle: string }[];
}

/** Up to 10 messages to hide for `VisibilityTimeout` seconds from now. */
export interface ChangeMessageVisibilityBatchInput {
  readonly QueueUrl: string;
  readonly Entries: readonly {
    readonly Id: string;
    readonly ReceiptHandle: string;
    readonly VisibilityTimeout: number;
  }[];
}

/** What is sent, of one message. */
export interface SqsOutgoing {
  readonly MessageBody: string;
  /** Seconds, 0 to 900. */
  readonly DelaySeconds?: number | undefined;
  readonly MessageAttributes?: SqsMessageAttributes | undefined;
  readonly MessageGroupId?: string | undefined;
  readonly MessageDeduplicationId?: string | undefined;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export interface SendMessageInput extends SqsOutgoing {
  readonly QueueUrl: string;
}

/** Answer of SendMessage. */
export interface SendMessageOutput {
  readonly MessageId: string;
  readonly MD5OfMessageBody?: string;
}

/** Up to 10 messages to send. */
export interface SendMessageBatchInput {
  readonly QueueUrl: string;
  readonly Entries: readonly (SqsOutgoing & { readonly Id: string })[];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export interface GetQueueAttributesInput {
  readonly QueueUrl: string;
  readonly AttributeNames?: readonly string[] | undefined;
}

/** Answer of GetQueueAttributes. */
export interface GetQueueAttributesOutput {
  readonly Attributes?: Readonly<Record<string, string>>;
}
