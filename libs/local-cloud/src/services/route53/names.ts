import { AwsError } from '../../service.ts';

/** A name as Route 53 keeps it: in lower case, with a dot at its end, `*` as `\052`. */
export const normalName = (name: string): string =>
  `${name
    .toLowerCase()
    .replace(/\.$/, '')
    .replaceAll('*', String.raw`\052`)}.`;

/** @throws `InvalidDomainName` */
export function checkZoneName(name: string | undefined): string {
  const normal = normalName(name ?? '');
  const labels = normal.slice(0, -1).split('.');
  if (normal.length > 255 || labels.some((label) => !/^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label))) {
    throw new AwsError('InvalidDomainName', `The domain name '${name?.slice(0, 300)}' is not valid`);
  }
  return normal;
}

/** Zones and records are listed by their labels from the last to the first. */
export const sortKey = (name: string): string => name.split('.').toReversed().join('.');
