import { validation } from './errors.ts';

/** One page of a listing; the token is the place where the next begins. @throws ValidationException */
export function paginate<T>(
  items: readonly T[],
  { NextToken, Limit = 100 }: { NextToken?: string | undefined; Limit?: number | undefined },
): { page: readonly T[]; NextToken: string | undefined } {
  const start = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw validation('The nextToken is invalid.');
  if (Limit < 1 || Limit > 100)
    throw validation(
      `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value from 1 to 100`,
    );
  const end = start + Limit;
  const token = end < items.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { page: items.slice(start, end), NextToken: token };
}
