import { badRequest } from './errors.ts';

/**
 * One page of a list in its order of creation; `NextToken` is where the next page begins.
 * @throws `BadRequestException` for a token that this cloud has not given out, or a page size that is no number.
 */
export function paginate<Item>(
  items: readonly Item[],
  { MaxResults, NextToken }: { MaxResults?: string | undefined; NextToken?: string | undefined },
): { Items: Item[]; NextToken?: string } {
  const from = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) throw badRequest(`Invalid nextToken '${NextToken}'`);
  const size = MaxResults === undefined ? 100 : Number(MaxResults);
  if (!Number.isInteger(size) || size < 1) throw badRequest(`Invalid maxResults '${MaxResults}'`);
  const to = from + size;
  return {
    Items: items.slice(from, to),
    ...(to < items.length ? { NextToken: Buffer.from(String(to)).toString('base64url') } : {}),
  };
}
