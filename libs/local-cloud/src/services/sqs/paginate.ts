import { invalidValue } from './errors.ts';

export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of at most 1000 items; the token says where the next one begins. */
export function page<T>(items: readonly T[], request: PageRequest): { items: T[]; NextToken?: string } {
  const max = request.MaxResults ?? 1000;
  if (max < 1 || max > 1000)
    throw invalidValue('MaxResults', max, 'MaxResults must be an integer between 1 and 1000.');
  const start =
    request.NextToken === undefined ? 0 : Number(Buffer.from(request.NextToken, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) {
    throw invalidValue('NextToken', request.NextToken, 'NextToken was not handed out by this operation.');
  }
  const end = start + max;
  // Without MaxResults AWS hands out no token at all.
  const more = request.MaxResults !== undefined && end < items.length;
  return {
    items: items.slice(start, end),
    ...(more && { NextToken: Buffer.from(String(end)).toString('base64') }),
  };
}
