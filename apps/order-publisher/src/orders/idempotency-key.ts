import { createHash } from 'node:crypto';
import type { OrderRequest } from '@phaseline/contracts';
import { ProblemException } from '../http/problem-exception.ts';

/** A client's promise that requests with the same key are the same request. */
export interface IdempotencyKey {
  /** SHA-256 of the key, hex: what the table is asked for. */
  readonly keyHash: string;
  /** SHA-256 of the normalised request, hex: blanks and the order of fields do not make another body. */
  readonly bodyHash: string;
}

const VISIBLE_ASCII = /^[!-~]{1,255}$/;

/** Reads the Idempotency-Key header; undefined without one. Throws 400 for one that is no key. */
export function readIdempotencyKey(
  header: string | undefined,
  request: OrderRequest,
): IdempotencyKey | undefined {
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
