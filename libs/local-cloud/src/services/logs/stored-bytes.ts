import type { LogStream } from './records.ts';

/** Bytes that each event counts beside its message. */
export const EVENT_OVERHEAD = 26;

export function storedBytes({ events }: LogStream): number {
  return events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + EVENT_OVERHEAD, 0);
}
