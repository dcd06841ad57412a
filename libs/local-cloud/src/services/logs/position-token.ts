import { invalidParameter } from './errors.ts';
import type { Position } from './records.ts';

/** A place in a stream as a token: `f/` goes on after it, `b/` before it. */
export function writeToken(direction: 'f' | 'b', { timestamp, serial }: Position): string {
  return `${direction}/${String(timestamp).padStart(20, '0')}-${String(serial).padStart(16, '0')}`;
}

/** @throws `InvalidParameterException` */
export function readToken(token: string): Position & { readonly direction: 'f' | 'b' } {
  const found = /^([fb])\/(-?\d+)-(\d+)$/.exec(token);
  if (found === null) throw invalidParameter('The specified nextToken is invalid.');
  return { direction: found[1] as 'f' | 'b', timestamp: Number(found[2]), serial: Number(found[3]) };
}
