import { constraint, invalid } from './errors.ts';

/** A page of a list and the marker of the next. @throws for a marker that is none, a size AWS refuses. */
export function paginate<T>(
  all: readonly T[],
  size: number,
  marker: string | undefined,
): { page: T[]; next: string | undefined } {
  if (!Number.isInteger(size) || size < 1)
    throw constraint(size, 'maxItems', 'have value greater than or equal to 1');
  const from = marker === undefined || marker === '' ? 0 : Number(Buffer.from(marker, 'base64').toString());
  if (!Number.isInteger(from) || from < 0) throw invalid(`Invalid Marker: '${marker}'.`);
  const end = from + Math.min(size, 100);
  const next = end < all.length ? Buffer.from(String(end)).toString('base64') : undefined;
  return { page: all.slice(from, end), next };
}
