/**
 * A function in the shape that `aws lambda create-function` takes, with what else AWS has calls of its own for under the names of
 * those calls. Only what we read is typed; the rest passes through as it is.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export interface FunctionDefinition {
  FunctionName?: string | undefined;
  /** ARN, or the name of a role in the same account. */
  Role?: string | undefined;
  Runtime?: string | undefined;
  Handler?: string | undefined;
  Architectures?: string[] | undefined;
  /** MiB. */
  MemorySize?: number | undefined;
  /** Seconds. */
  Timeout?: number | undefined;
  Environment?: { Variables?: Record<string, string> | undefined } | undefined;
  Tags?: Record<string, string> | undefined;
  /** What PutFunctionConcurrency takes. */
  ReservedConcurrentExecutions?: number | undefined;
  /** What CreateEventSourceMapping takes, but for its function and its source. */
  EventSourceMapping?: EventSourceSettings | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export interface EventSourceSettings {
  BatchSize?: number | undefined;
  MaximumBatchingWindowInSeconds?: number | undefined;
  FunctionResponseTypes?: string[] | undefined;
  ScalingConfig?: { MaximumConcurrency?: number | undefined } | undefined;
  FilterCriteria?: { Filters?: { Pattern?: string | undefined }[] | undefined } | undefined;
}
