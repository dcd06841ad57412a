/** Every kind of error this API answers: its status, its title and what the caller can do about it. */
export const PROBLEM_KINDS = {
  'malformed-request': {
    status: 400,
    title: 'Malformed request',
    advice: 'Send a well-formed HTTP request.',
  },
  'malformed-json': {
    status: 400,
    title: 'Malformed JSON',
    advice: 'Send one JSON document, UTF-8 encoded.',
  },
  'too-deep': {
    status: 400,
    title: 'JSON nested too deeply',
    advice: 'An order needs no more than four levels.',
  },
  'invalid-idempotency-key': {
    status: 400,
    title: 'Invalid Idempotency-Key',
    advice: 'Send one key of 1 to 255 visible ASCII characters, such as a UUID.',
  },
  'not-found': { status: 404, title: 'No such resource', advice: 'See /docs for what there is.' },
  'order-not-found': {
    status: 404,
    title: 'No such order',
    advice: 'Use the id that POST /orders answered.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Method not allowed',
    advice: 'Use a method of the Allow header.',
  },
  'request-timeout': { status: 408, title: 'Request timeout', advice: 'Send the whole request sooner.' },
  'idempotency-conflict': {
    status: 409,
    title: 'Idempotency-Key used for another order',
    advice: 'Use a new key for a new order; repeat a key only with the very same body.',
  },
  'payload-too-large': {
    status: 413,
    title: 'Body too large',
    advice: 'A body may have 65536 bytes; an order of 50 lines needs about 5000.',
  },
  'uri-too-long': { status: 414, title: 'URI too long', advice: 'Use the id that POST /orders answered.' },
  'unsupported-media-type': {
    status: 415,
    title: 'Unsupported media type',
    advice: 'Send Content-Type: application/json, UTF-8, with no Content-Encoding.',
  },
  'invalid-order': { status: 422, title: 'Invalid order', advice: 'Correct the fields listed in errors.' },
  'headers-too-large': {
    status: 431,
    title: 'Header fields too large',
    advice: 'Send fewer or shorter headers.',
  },
  'internal-error': {
    status: 500,
    title: 'Internal error',
    advice: 'Try again; quote requestId if it stays.',
  },
  unavailable: {
    status: 503,
    title: 'Temporarily unavailable',
    advice:
      'Try again after Retry-After seconds. This request placed no order; with an Idempotency-Key a retry is always safe.',
  },
} as const;

/** One kind of error this API answers. */
export type ProblemKind = keyof typeof PROBLEM_KINDS;

/** The kind for a bare HTTP status, as the HTTP stack reports it. */
export function kindOfStatus(status: number): ProblemKind {
  if (status === 400) return 'malformed-request';
  const kinds = Object.keys(PROBLEM_KINDS) as ProblemKind[];
  return (
    kinds.find((kind) => PROBLEM_KINDS[kind].status === status) ??
    (status < 500 ? 'malformed-request' : 'internal-error')
  );
}
