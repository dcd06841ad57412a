import type { AttributeValue, Item } from '../values/attribute-value.ts';
import type { Path } from './ast.ts';
import { createCursor } from './cursor.ts';
import { child, findOverlap, showPath } from './paths.ts';
import type { Placeholders } from './placeholders.ts';

/** @throws ValidationException in DynamoDB's words for whatever is wrong with the expression. */
export function parseProjection(text: string, placeholders: Placeholders): Path[] {
  const cursor = createCursor(text, 'ProjectionExpression', placeholders);
  const paths = [cursor.path()];
  while (cursor.take(',')) paths.push(cursor.path());
  cursor.end();
  const overlap = findOverlap(paths);
  if (overlap !== undefined) {
    throw cursor.invalid(
      `Two document paths overlap with each other; must remove or rewrite one of these paths; path one: ${showPath(overlap[0])}, path two: ${showPath(overlap[1])}`,
    );
  }
  return paths;
}

type Steps = readonly (string | number)[];

function pick(value: AttributeValue, paths: readonly Steps[]): AttributeValue | undefined {
  if (paths.some((path) => path.length === 0)) return value;
  const branches = Map.groupBy(paths, (path) => path[0]!);
  const isList = value.L !== undefined;
  // A list keeps its order whatever the order of the paths, and closes its gaps.
  const steps = isList ? [...branches.keys()].sort((a, b) => Number(a) - Number(b)) : [...branches.keys()];
  const picked: [string | number, AttributeValue][] = [];
  for (const step of steps) {
    const below = child(value, step);
    const part =
      below &&
      pick(
        below,
        branches.get(step)!.map((path) => path.slice(1)),
      );
    if (part !== undefined) picked.push([step, part]);
  }
  if (picked.length === 0) return undefined;
  return isList ? { L: picked.map(([, part]) => part) } : { M: Object.fromEntries(picked) };
}

/** The parts of an item at these paths; everything when there are none. */
export function project(item: Item, paths: readonly Path[] | undefined): Item {
  return paths === undefined ? item : (pick({ M: { ...item } }, paths)?.M ?? {});
}
