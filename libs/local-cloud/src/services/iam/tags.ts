import type { Tag } from '@aws-sdk/client-iam';
import { invalidInput, limitExceeded } from './errors.ts';

export function showTags(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** @throws `InvalidInput` for a reserved or repeated key, `LimitExceeded` above 50 tags. */
export function addTags(tags: Map<string, string>, added: readonly Tag[] = []): void {
  const keys = new Set<string>();
  for (const { Key = '' } of added) {
    if (Key === '' || Key.length > 128 || /^aws:/i.test(Key))
      throw invalidInput(`Tag key '${Key}' is empty, too long or begins with aws:`);
    if (keys.has(Key.toLowerCase()))
      throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
    keys.add(Key.toLowerCase());
  }
  for (const { Key = '', Value = '' } of added) {
    // Keys are compared without case: the newest spelling stays.
    for (const known of tags.keys()) if (known.toLowerCase() === Key.toLowerCase()) tags.delete(known);
    tags.set(Key, Value);
  }
  if (tags.size > 50) throw limitExceeded('The number of tags has reached the maximum limit: 50');
}

export function removeTags(tags: Map<string, string>, keys: readonly string[] = []): void {
  const lower = new Set(keys.map((key) => key.toLowerCase()));
  for (const key of tags.keys()) if (lower.has(key.toLowerCase())) tags.delete(key);
}
