import { validation } from '../errors.ts';
import type { Write } from './write.ts';

/** @throws ValidationException with this message when two writes are about one item. */
export function assertDistinct(writes: readonly Pick<Write, 'table' | 'key'>[], message: string): void {
  if (writes.length < 2) return;
  const hex = (bytes: Uint8Array): string =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  const places = writes.map(({ table, key }) => `${table.record.number} ${hex(key.hash)} ${hex(key.range)}`);
  if (new Set(places).size < places.length) throw validation(message);
}
