import { notBuilt } from '../errors.ts';

const LEGACY = [
  'AttributesToGet',
  'AttributeUpdates',
  'ConditionalOperator',
  'Expected',
  'KeyConditions',
  'QueryFilter',
  'ScanFilter',
];

/** Expressions have replaced these long ago; ignoring one would be worse than saying no. */
export function refuseLegacy(input: object): void {
  const found = LEGACY.find((name) => (input as Record<string, unknown>)[name] !== undefined);
  if (found !== undefined) throw notBuilt(`The legacy parameter ${found} (use expressions)`);
}
