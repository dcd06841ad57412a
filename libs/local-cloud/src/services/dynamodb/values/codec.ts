import type { AttributeValue, Item } from './attribute-value.ts';

function holdsBytes(value: AttributeValue): boolean {
  if (value.B !== undefined || value.BS !== undefined) return true;
  if (value.L !== undefined) return value.L.some(holdsBytes);
  return value.M !== undefined && itemHoldsBytes(value.M);
}

function itemHoldsBytes(item: Item): boolean {
  for (const name in item) if (holdsBytes(item[name]!)) return true;
  return false;
}

/** JSON text of an item; binary as base64, as on the wire. */
export function encodeItem(item: Item): string {
  // A replacer makes JSON.stringify many times slower, and few items need one.
  if (!itemHoldsBytes(item)) return JSON.stringify(item);
  return JSON.stringify(item, (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}

const bytes = (base64: unknown): Uint8Array => new Uint8Array(Buffer.from(String(base64), 'base64'));

function revive(value: AttributeValue): AttributeValue {
  if (value.B !== undefined) return { B: bytes(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(bytes) };
  if (value.L !== undefined) return { L: value.L.map(revive) };
  if (value.M !== undefined) return { M: reviveItem(value.M) };
  return value;
}

function reviveItem(item: Record<string, AttributeValue>): Record<string, AttributeValue> {
  // In place: JSON.parse has made own properties of all names, also of __proto__.
  for (const name in item) {
    const value = item[name]!;
    const revived = revive(value);
    if (revived !== value) item[name] = revived;
  }
  return item;
}

/** What {@link encodeItem} wrote. */
export function decodeItem(text: string): Record<string, AttributeValue> {
  return reviveItem(JSON.parse(text) as Record<string, AttributeValue>);
}
