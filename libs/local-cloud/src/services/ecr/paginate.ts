import { AwsError } from '../../service.ts';

/** One page of `all`; the token is the index of the next item. */
export function paginate<T>(
  all: readonly T[],
  input: { maxResults?: number | undefined; nextToken?: string | undefined },
  fallback = 100,
): { page: T[]; nextToken: string | undefined } {
  const start =
    input.nextToken === undefined ? 0 : Number(Buffer.from(input.nextToken, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError(
      'InvalidParameterException',
      `Invalid parameter at 'nextToken': '${input.nextToken}' was not given out here`,
    );
  }
  const end = start + (input.maxResults ?? fallback);
  return {
    page: all.slice(start, end),
    nextToken: end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined,
  };
}
