import { badRequest } from '../errors.ts';
import type { Tags } from '../model.ts';

/** @throws `BadRequestException` for more than 50 tags, or a key or value that AWS does not take. */
export function mergeTags(current: Tags, added: Tags | undefined): Tags {
  for (const [key, value] of Object.entries(added ?? {})) {
    if (key === '' || key.length > 128 || value.length > 256 || key.startsWith('aws:')) {
      throw badRequest(`Invalid tag '${key.slice(0, 150)}': keys have 1 to 128 characters, values up to 256`);
    }
  }
  const next = { ...current, ...added };
  if (Object.keys(next).length > 50) throw badRequest('A resource can have at most 50 tags');
  return next;
}
