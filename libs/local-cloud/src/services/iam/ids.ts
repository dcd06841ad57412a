import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A unique id with its prefix, e.g. `AROA`: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export function uniqueId(prefix: string): string {
  return prefix + [...randomBytes(17)].map((byte) => alphabet[byte % 32]).join('');
}
