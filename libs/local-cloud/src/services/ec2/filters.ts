import type { Filter } from '@aws-sdk/client-ec2';
import { matches } from '../../policy/match.ts';
import { AwsError } from '../../service.ts';
import type { Ec2 } from './records.ts';

/** What each filter of a Describe operation looks at. */
export type FilterValues<T> = Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>;

/**
 * The items that pass every filter; within a filter any value will do, with `*` and `?`.
 * @throws `InvalidParameterValue` for a filter that the operation does not have.
 */
export function applyFilters<T extends { readonly id: string }>(
  ec2: Ec2,
  items: Iterable<T>,
  filters: readonly Filter[] | undefined,
  known: FilterValues<T>,
): T[] {
  const tests = (filters ?? []).map(({ Name = '', Values = [] }) => {
    const read = readerOf(ec2, Name, known);
    return (item: T): boolean =>
      read(item).some((value) => value !== undefined && Values.some((pattern) => matches(pattern, value)));
  });
  return [...items].filter((item) => tests.every((test) => test(item)));
}

function readerOf<T extends { readonly id: string }>(
  ec2: Ec2,
  name: string,
  known: FilterValues<T>,
): (item: T) => readonly (string | undefined)[] {
  if (name.startsWith('tag:')) return ({ id }) => [ec2.tags.get(id)?.get(name.slice(4))];
  if (name === 'tag-key') return ({ id }) => [...(ec2.tags.get(id)?.keys() ?? [])];
  if (name === 'owner-id') return () => [ec2.account];
  const read = Object.hasOwn(known, name) ? known[name] : undefined;
  if (read === undefined) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  return read;
}

/** One page of a listing; a token is the place where the next begins. @throws `InvalidParameterValue` for a token that is none. */
export function onePage<T>(
  items: readonly T[],
  token: string | undefined,
  size: number | undefined,
): { page: T[]; NextToken?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError('InvalidParameterValue', `Unable to parse pagination token '${token}'`);
  const end = start + (size ?? 1000);
  const page = items.slice(start, end);
  return end < items.length ? { page, NextToken: Buffer.from(String(end)).toString('base64url') } : { page };
}
