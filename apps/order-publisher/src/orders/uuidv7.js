import { randomFillSync } from 'node:crypto';
const random = new Uint8Array(10);
/** A UUID that sorts by time (RFC 9562 5.7). `now` is milliseconds since the epoch. */
export function uuidv7(now = Date.now()) {
  randomFillSync(random);
  const time = now.toString(16).padStart(12, '0');
  const rest = Buffer.from(random).toString('hex');
  // Version 7 in the first digit of the third group, variant 10 in the first two bits of the fourth.
  const variant = ((random[2] ?? 0) & 0x3f) | 0x80;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(1, 4)}-${variant.toString(16)}${rest.slice(6, 8)}-${rest.slice(8)}`;
}
