import { invalidParameter } from './errors.ts';

/** One page of `all`; the token is the index of the next item. */
export function paginate<T>(
  all: readonly T[],
  input: { maxResults?: number | undefined; nextToken?: string | undefined },
): { page: T[]; nextToken: string | undefined } {
  const start =
    input.nextToken === undefined ? 0 : Number(Buffer.from(input.nextToken, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('Invalid token');
  const end = start + (input.maxResults ?? 100);
  return {
    page: all.slice(start, end),
    nextToken: end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined,
  };
}
