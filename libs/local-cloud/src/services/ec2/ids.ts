import { createHash, randomBytes } from 'node:crypto';

/** A new id such as `sg-0f3a...`: seventeen hex digits, as AWS has them. */
export function newId(prefix: string): string {
  return `${prefix}-0${randomBytes(8).toString('hex')}`;
}

/** The id of something every account has from the start: the same whenever this cloud starts. */
export function defaultId(prefix: string, ...of: string[]): string {
  return `${prefix}-0${createHash('sha256')
    .update([prefix, ...of].join('/'))
    .digest('hex')
    .slice(0, 16)}`;
}
