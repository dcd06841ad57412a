import { invalidParameter } from './errors.ts';

const PAGE = 100;

/** SNS lists 100 at a time; the token says where the next page begins. */
export function page<T>(items: readonly T[], token: string | undefined): { items: T[]; NextToken?: string } {
  const start = token === undefined || token === '' ? 0 : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('NextToken');
  const end = start + PAGE;
  return {
    items: items.slice(start, end),
    ...(end < items.length && { NextToken: Buffer.from(String(end)).toString('base64') }),
  };
}
