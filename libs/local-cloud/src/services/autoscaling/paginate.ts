import { AwsError } from '../../service.ts';

/**
 * One page of a list; the token is the index where the next one begins.
 * @throws `InvalidNextTokenException`.
 */
export function paginate<Item>(
  items: readonly Item[],
  input: { NextToken?: string | undefined; MaxResults?: number | undefined },
): { page: Item[]; NextToken: string | undefined } {
  const from = Number(input.NextToken ?? 0);
  if (!Number.isInteger(from) || from < 0) {
    throw new AwsError(
      'InvalidNextTokenException',
      `NextToken '${input.NextToken}' was not given out by this cloud`,
      { statusCode: 400 },
    );
  }
  const to = from + (input.MaxResults ?? 50);
  return { page: items.slice(from, to), NextToken: to < items.length ? String(to) : undefined };
}
