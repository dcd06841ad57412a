import { randomFillSync } from 'node:crypto';

/** Asking the system for each id alone costs a tenth of a message's CPU. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** `bytes` random bytes in hex, at most 4,096; not for secrets, as the pool stays in memory. */
export function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
