/** What Lambda hands to a function from an SQS queue. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export interface SqsEvent {
  readonly Records: readonly SqsRecord[];
}

/** One message of an {@link SqsEvent}. */
export interface SqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  /** System attributes, e.g. `ApproximateReceiveCount`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageAttributes: Readonly<Record<string, SqsRecordAttribute>>;
  readonly md5OfBody?: string;
  readonly eventSourceARN?: string;
}

/** A message attribute; the binary one is base64. */
export interface SqsRecordAttribute {
  readonly dataType: string;
  readonly stringValue?: string | undefined;
  readonly binaryValue?: string | undefined;
}

/**
 * What a function answers whose mapping has ReportBatchItemFailures: these messages stay in the queue, all others are deleted.
 */
export interface BatchResponse {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** Of the context that Lambda gives to each invocation, what is used here. */
export interface InvocationContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}
