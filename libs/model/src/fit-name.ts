import { createHash } from 'node:crypto';

const hashLength = 8;

/**
 * A name no longer than AWS allows: names that fit stay as they are, longer ones keep their beginning and end in a
 * hash of the whole, so that the same long name always becomes the same short one and two never become one.
 * @param limit in characters
 */
export function fitName(name: string, limit: number): string {
  if (name.length <= limit) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, hashLength);
  const kept = name.slice(0, limit - hashLength - 1).replace(/-+$/, '');
  return `${kept}-${hash}`;
}
