import { isDeepStrictEqual } from 'node:util';
import type { Change } from '../engine/kind.ts';
import { hideSecrets } from './hide-secrets.ts';

/** One value that changes, with the path to it. */
export interface LeafChange {
  /** For people: `containerDefinitions.email-service.environment.LOG_LEVEL`. */
  readonly path: string;
  /** Texts, secrets hidden; undefined where there is nothing. */
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/**
 * The values within changes that are not the same, secrets hidden. Items of lists go by their name where all have one, so that one that
 * comes in front of others does not make all of them changes. Pure.
 */
export function leafChanges(changes: readonly Change[]): LeafChange[] {
  return changes.flatMap(({ field, from, to }) => leaves(field, from, to));
}

function leaves(path: string, from: unknown, to: unknown): LeafChange[] {
  if (isDeepStrictEqual(from, to)) return [];
  const [before, after] = [fieldsOf(from), fieldsOf(to)];
  if (!before || !after) return [{ path, from: textOf(path, from), to: textOf(path, to) }];
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => leaves(`${path}.${name}`, before.get(name), after.get(name)));
}

/** Undefined for what has no fields. `{name, value}` pairs become the value under that name. */
function fieldsOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  const named = value.flatMap((item: unknown) => {
    const name = typeof item === 'object' && item !== null ? (item as { name?: unknown }).name : undefined;
    return typeof name === 'string' ? [[name, unnamed(item as object)] as const] : [];
  });
  return named.length === value.length && value.length > 0 ? new Map(named) : undefined;
}

function unnamed(item: object): unknown {
  const { name: _, ...rest } = item as Record<string, unknown>;
  const keys = Object.keys(rest);
  return keys.length === 1 && keys[0] === 'value' ? rest['value'] : rest;
}

function textOf(path: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return hideSecrets(path, typeof value === 'string' ? value : JSON.stringify(value));
}
