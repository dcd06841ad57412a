import type { Tag } from '@aws-sdk/client-eventbridge';
import { validation } from './errors.ts';

/** Adds tags to what is there. @throws ValidationException for a tag that EventBridge does not take, or more than 50 */
export function mergeTags(tags: Map<string, string>, added: readonly Tag[] | undefined): void {
  const merged = new Map(tags);
  for (const { Key: key = '', Value: value = '' } of added ?? []) {
    if (key.length < 1 || key.length > 128 || key.toLowerCase().startsWith('aws:') || value.length > 256)
      throw validation(`Tag '${key}' is invalid.`);
    merged.set(key, value);
  }
  if (merged.size > 50) throw validation(`A resource takes at most 50 tags, found ${merged.size}.`);
  for (const [key, value] of merged) tags.set(key, value);
}
