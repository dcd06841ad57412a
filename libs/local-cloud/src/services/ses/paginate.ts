import { AwsError } from '../../service.ts';
import { badRequest } from './errors.ts';

/** One page of a listing; the token is the place where the next begins. @throws InvalidNextTokenException, BadRequestException */
export function paginate<T>(
  items: readonly T[],
  { NextToken, PageSize = 1000 }: { NextToken?: string | undefined; PageSize?: number | undefined },
): { page: readonly T[]; NextToken: string | undefined } {
  if (PageSize < 1 || PageSize > 1000)
    throw badRequest(`PageSize must be from 1 to 1000, found ${PageSize}.`);
  const start = Number(NextToken ?? 0);
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError('InvalidNextTokenException', 'The specified request includes an invalid token.');
  const end = start + PageSize;
  return { page: items.slice(start, end), NextToken: end < items.length ? String(end) : undefined };
}
