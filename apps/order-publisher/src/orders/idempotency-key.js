import { createHash } from 'node:crypto';
import { ProblemException } from '../http/problem-exception.ts';
const VISIBLE_ASCII = /^[!-~]{1,255}$/;
/** Reads the Idempotency-Key header; undefined without one. Throws 400 for one that is no key. */
export function readIdempotencyKey(header, request) {
  if (header === undefined) return undefined;
  if (!VISIBLE_ASCII.test(header)) {
    throw new ProblemException('invalid-idempotency-key', {
      errors: [
        {
          field: 'Idempotency-Key',
          rule: 'visible_ascii',
          message: 'must be 1 to 255 visible ASCII characters',
        },
      ],
    });
  }
  return { keyHash: sha256(header), bodyHash: sha256(JSON.stringify(request)) };
}
function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
