import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuse } from './errors.ts';
import type { Tags } from './model.ts';

/** @throws `DuplicateTagKeys`, `TooManyTags`. */
export function mergeTags(current: Tags, added: readonly Tag[] = []): Tags {
  const keys = added.map((tag) => tag.Key);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice !== undefined)
    throw refuse('DuplicateTagKeys', `A tag key was specified more than once: '${twice}'`);
  const next = { ...current, ...Object.fromEntries(added.map((tag) => [tag.Key ?? '', tag.Value ?? ''])) };
  if (Object.keys(next).length > 50) throw refuse('TooManyTags', 'A resource can have at most 50 tags');
  return next;
}

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
