import { validationError } from './errors.ts';

/**
 * One page of a list. The marker is the index where the next page begins: lists keep their order of creation.
 * @throws `ValidationError` for a marker that this cloud has not given out.
 */
export function paginate<Item>(
  items: readonly Item[],
  page: { Marker?: string | undefined; PageSize?: number | undefined },
): { page: Item[]; NextMarker?: string } {
  const from = page.Marker === undefined ? 0 : Number(Buffer.from(page.Marker, 'base64url').toString());
  if (!Number.isInteger(from) || from < 0) throw validationError(`Invalid marker '${page.Marker}'`);
  const to = from + (page.PageSize ?? 400);
  const slice = items.slice(from, to);
  return to < items.length
    ? { page: slice, NextMarker: Buffer.from(String(to)).toString('base64url') }
    : { page: slice };
}
