import { invalidParameter } from './errors.ts';

/** One page of a listing; the token is the place where the next begins. @throws `InvalidParameterException` */
export function paginate<T>(
  items: readonly T[],
  { nextToken, limit = 50 }: { nextToken?: string | undefined; limit?: number | undefined },
): { page: T[]; nextToken?: string } {
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('The specified nextToken is invalid.');
  if (limit < 1 || limit > 50) {
    throw invalidParameter(
      `1 validation error detected: Value '${limit}' at 'limit' failed to satisfy constraint: Member must have value from 1 to 50`,
    );
  }
  const end = start + limit;
  const page = items.slice(start, end);
  return end < items.length ? { page, nextToken: Buffer.from(String(end)).toString('base64url') } : { page };
}
