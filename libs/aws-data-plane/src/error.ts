/** What {@link AwsServiceError} is made of. */
export interface AwsServiceErrorFields {
  /** The service as AWS names its endpoint, e.g. `sqs`. */
  readonly service: string;
  /** The API operation, e.g. `ReceiveMessage`. */
  readonly operation: string;
  /** AWS's error code without namespace, or the code of the network error, e.g. `ECONNRESET`. */
  readonly code: string;
  /** HTTP status; `undefined` when no answer arrived. */
  readonly statusCode?: number | undefined;
  readonly requestId?: string | undefined;
  /** The same call may succeed later. */
  readonly retryable: boolean;
  /** The service asked for fewer calls. */
  readonly throttling: boolean;
  /** The call may have been carried out although it failed (broken connection, timeout, HTTP 500/502/504). */
  readonly outcomeUnknown: boolean;
  /** Everything else the error's body said, e.g. `CancellationReasons`. */
  readonly members: Readonly<Record<string, unknown>>;
}

/** A call that AWS refused or that did not get an answer; after all retries. */
export class AwsServiceError extends Error implements AwsServiceErrorFields {
  readonly service: string;
  readonly operation: string;
  readonly code: string;
  readonly statusCode: number | undefined;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly throttling: boolean;
  readonly outcomeUnknown: boolean;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(detail: string, fields: AwsServiceErrorFields, cause?: unknown) {
    const status = fields.statusCode === undefined ? '' : `, HTTP ${fields.statusCode}`;
    const request = fields.requestId === undefined ? '' : `, request ${fields.requestId}`;
    super(`${fields.service} ${fields.operation}: ${fields.code}: ${detail}${status}${request}`, { cause });
    this.name = 'AwsServiceError';
    this.service = fields.service;
    this.operation = fields.operation;
    this.code = fields.code;
    this.statusCode = fields.statusCode;
    this.requestId = fields.requestId;
    this.retryable = fields.retryable;
    this.throttling = fields.throttling;
    this.outcomeUnknown = fields.outcomeUnknown;
    this.members = fields.members;
  }
}
