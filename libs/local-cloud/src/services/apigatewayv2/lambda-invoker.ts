/** What a function has answered. */
export interface FunctionAnswer {
  readonly payload: Buffer;
  /** `Handled` or `Unhandled` when the function failed; the payload then says how. */
  readonly functionError?: string | undefined;
}

/** On whose behalf a function is called. */
export interface InvokingApi {
  readonly principal: 'apigateway.amazonaws.com';
  /** The API, its stage and route: `arn:aws:execute-api:...`. */
  readonly sourceArn: string;
  /** The request's `X-Amzn-Trace-Id`. */
  readonly traceId?: string | undefined;
}

/** All that API Gateway needs of Lambda. */
export interface LambdaInvoker {
  /**
   * Invokes a function and waits for its answer, asking its resource policy first.
   * @param functionArn With or without a version or alias.
   * @throws {AwsError} `AccessDeniedException` when no statement of the policy allows the caller, `ResourceNotFoundException`,
   * `TooManyRequestsException` when the function's concurrency is used up.
   */
  invoke(functionArn: string, payload: Buffer, caller: InvokingApi): Promise<FunctionAnswer>;
}
