import { AwsServiceError } from './error.ts';
import type { HttpAnswer } from './http/exchange.ts';

/** What a protocol reads from an error's answer. */
export interface ReadError {
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly members: Readonly<Record<string, unknown>>;
  readonly requestId?: string | undefined;
}

/** Reads a protocol's error shape. Never throws: a proxy's HTML page is an answer, too. */
export type ErrorReader = (answer: HttpAnswer) => ReadError;

/** https://github.com/smithy-lang/smithy-typescript: the codes AWS's own SDKs count as throttling. */
const THROTTLING = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'KmsThrottled',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
const TRANSIENT = new Set([
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'KMSThrottlingException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceUnavailable',
]);
const TRANSIENT_STATUS = new Set([500, 502, 503, 504]);
/** The service may have done the work before it failed; 503 and throttling are refusals at the door. */
const UNKNOWN_STATUS = new Set([500, 502, 504]);
const SKEW = new Set([
  'AuthFailure',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
]);

/** The error behind an answer that is not 2xx. `skewed`: its Date shows that our clock is wrong. */
export function failureOf(
  service: string,
  operation: string,
  answer: HttpAnswer,
  read: ReadError,
  skewed: boolean,
): AwsServiceError {
  const { statusCode, headers } = answer;
  const code = read.code ?? `Http${statusCode}`;
  const throttling = THROTTLING.has(code) || statusCode === 429;
  const transient = TRANSIENT.has(code) || TRANSIENT_STATUS.has(statusCode);
  return new AwsServiceError(read.message ?? 'the service gave no reason', {
    service,
    operation,
    code,
    statusCode,
    requestId: read.requestId ?? text(headers['x-amzn-requestid']) ?? text(headers['x-amz-request-id']),
    retryable: throttling || transient || (skewed && SKEW.has(code)),
    throttling,
    outcomeUnknown: !throttling && UNKNOWN_STATUS.has(statusCode),
    members: read.members,
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
