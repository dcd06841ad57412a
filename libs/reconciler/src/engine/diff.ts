import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '@phaseline/model';
import type { Change, Kind, Lookup, Observed } from './kind.ts';

/**
 * What must change for `observed` to be as `resource` says. Pure. A kind's state is all ours; of the tags only
 * those that we set are.
 */
export function diff<R extends Resource>(
  kind: Kind<R>,
  resource: R,
  observed: Observed,
  lookup: Lookup,
): Change[] {
  const { tags } = observed;
  const wanted = kind.want(resource, lookup);
  const fields = changesBetween(wanted, observed.state, Object.keys({ ...observed.state, ...wanted }));
  if (tags === undefined) return fields;
  return [...fields, ...changesBetween(resource.tags, tags, Object.keys(resource.tags), 'tags.')];
}

function changesBetween(
  wanted: Readonly<Record<string, unknown>>,
  found: Readonly<Record<string, unknown>>,
  fields: readonly string[],
  prefix = '',
): Change[] {
  return fields
    .filter((field) => !isDeepStrictEqual(wanted[field], found[field]))
    .map((field) => ({ field: `${prefix}${field}`, from: found[field], to: wanted[field] }));
}

/** Changes on one line, for people: `retentionDays 7 -> 30`. */
export function describeChanges(changes: readonly Change[]): string {
  return changes.map(({ field, from, to }) => `${field} ${short(from)} -> ${short(to)}`).join(', ');
}

const longest = 60;

function short(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
