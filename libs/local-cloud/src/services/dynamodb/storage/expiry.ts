import type { Item } from '../values/attribute-value.ts';

const FIVE_YEARS_SECONDS = 5 * 365 * 24 * 60 * 60;

/**
 * When an item expires, in milliseconds since the epoch; undefined for never. DynamoDB takes whole seconds in a Number
 * and ignores times more than five years back, which are most likely milliseconds gone wrong.
 */
export function expiryOf(item: Item, attribute: string | undefined, now = Date.now()): number | undefined {
  const number = attribute === undefined ? undefined : item[attribute]?.N;
  if (number === undefined) return undefined;
  const seconds = Number(number);
  if (seconds > Number.MAX_SAFE_INTEGER / 1000 || seconds < now / 1000 - FIVE_YEARS_SECONDS) return undefined;
  return Math.floor(seconds) * 1000;
}
