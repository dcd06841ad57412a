import type { AttributeValue, Item } from '../values/attribute-value.ts';
import type { Path } from './ast.ts';

/** One step down from a value; undefined where there is nothing. */
export function child(value: AttributeValue | undefined, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return value?.L?.[step];
  return value?.M !== undefined && Object.hasOwn(value.M, step) ? value.M[step] : undefined;
}

/** The value at a document path; undefined where the item has none. */
export function valueAt(item: Item, [name, ...steps]: Path): AttributeValue | undefined {
  let value = Object.hasOwn(item, name) ? item[name] : undefined;
  for (const step of steps) value = child(value, step);
  return value;
}

/** As DynamoDB writes a path in its messages: `[a, b, [2]]`. */
export function showPath(path: Path): string {
  return `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
}

function isWithin(path: Path, other: Path): boolean {
  return other.every((step, index) => step === path[index]);
}

/** The first two paths of which one lies within the other. */
export function findOverlap(paths: readonly Path[]): [Path, Path] | undefined {
  for (const [index, one] of paths.entries()) {
    const two = paths.slice(index + 1).find((other) => isWithin(one, other) || isWithin(other, one));
    if (two !== undefined) return [one, two];
  }
  return undefined;
}
