import { validationError } from './errors.ts';

export interface Page<T> {
  readonly page: T[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

/** One page of a listing; the marker is the place where the next begins. @throws `ValidationError` */
export function paginate<T>(
  items: readonly T[],
  { Marker, MaxItems = 100 }: { Marker?: string | undefined; MaxItems?: number | undefined },
): Page<T> {
  const start = Marker === undefined ? 0 : Number(Buffer.from(Marker, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw validationError(`Invalid Marker: '${Marker}'`);
  if (MaxItems < 1 || MaxItems > 1000)
    throw validationError(`MaxItems must be from 1 to 1000; found ${MaxItems}.`);
  const end = start + MaxItems;
  const page = items.slice(start, end);
  return end < items.length
    ? { page, IsTruncated: true, Marker: Buffer.from(String(end)).toString('base64url') }
    : { page, IsTruncated: false };
}
