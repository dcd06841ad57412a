import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../expressions/json.ts';

export type MatrixLeg = Readonly<Record<string, Json>>;

const maxLegs = 256;

/**
 * Expands an evaluated `strategy.matrix` to its legs, in GitHub's order: the combinations of all lists, without those `exclude`
 * names, then `include`. Throws when a list is empty or not a list, and above GitHub's limit of 256 legs.
 * https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations
 */
export function expandMatrix(matrix: Json): MatrixLeg[] {
  if (matrix === null || typeof matrix !== 'object' || Array.isArray(matrix)) {
    throw new Error(`strategy.matrix must be a mapping, not ${JSON.stringify(matrix)}`);
  }
  const { include, exclude, ...vectors } = matrix as Record<string, Json>;
  let legs: Record<string, Json>[] = Object.keys(vectors).length === 0 ? [] : [{}];
  for (const [name, values] of Object.entries(vectors)) {
    if (!Array.isArray(values))
      throw new Error(`strategy.matrix.${name} must be a list, not ${JSON.stringify(values)}`);
    if (values.length === 0) throw new Error(`strategy.matrix.${name} does not contain any values`);
    legs = legs.flatMap((leg) => values.map((value: Json) => ({ ...leg, [name]: value })));
    if (legs.length > maxLegs) throw new Error(`strategy.matrix has more than ${maxLegs} legs`);
  }
  const excluded = filters(exclude, 'exclude');
  legs = legs.filter((leg) => !excluded.some((filter) => matches(leg, filter)));
  const originals = legs.map((leg) => ({ ...leg }));
  for (const addition of filters(include, 'include')) {
    let added = false;
    originals.forEach((original, index) => {
      const overlap = Object.keys(addition).filter((key) => key in original);
      if (!overlap.every((key) => isDeepStrictEqual(original[key], addition[key]))) return;
      Object.assign(legs[index] ?? {}, addition);
      added = true;
    });
    if (!added) legs.push({ ...addition });
  }
  if (legs.length === 0) throw new Error('strategy.matrix does not contain any legs');
  if (legs.length > maxLegs) throw new Error(`strategy.matrix has more than ${maxLegs} legs`);
  return legs;
}

/** `a, b`: what GitHub puts in brackets behind a job's name. */
export function legSuffix(leg: MatrixLeg): string {
  const flatten = (value: Json): string[] =>
    value !== null && typeof value === 'object'
      ? Object.values(value).flatMap(flatten)
      : [String(value ?? '')];
  return Object.values(leg).flatMap(flatten).join(', ');
}

function filters(list: Json | undefined, name: string): Record<string, Json>[] {
  if (list === undefined || list === null || list === '') return [];
  if (!Array.isArray(list))
    throw new Error(`strategy.matrix.${name} must be a list, not ${JSON.stringify(list)}`);
  return list.map((item: Json) => {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) {
      throw new Error(`strategy.matrix.${name} must hold mappings, not ${JSON.stringify(item)}`);
    }
    return item as Record<string, Json>;
  });
}

/** Whether everything `filter` says holds for `value`; a mapping inside may say less than there is. */
function matches(value: Json | undefined, filter: Json): boolean {
  if (filter !== null && typeof filter === 'object' && !Array.isArray(filter)) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
    const given = value as Record<string, Json>;
    return Object.entries(filter).every(([key, part]) => key in given && matches(given[key], part));
  }
  return isDeepStrictEqual(value, filter);
}
