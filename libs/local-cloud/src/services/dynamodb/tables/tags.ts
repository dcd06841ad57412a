import type { Tag } from '@aws-sdk/client-dynamodb';
import { validation } from '../errors.ts';

/** @throws ValidationException for a tag that DynamoDB does not take, or more than 50. */
export function mergeTags(
  tags: Readonly<Record<string, string>>,
  added: readonly Tag[] | undefined,
): Record<string, string> {
  const merged = new Map(Object.entries(tags));
  for (const { Key: key = '', Value: value = '' } of added ?? []) {
    if (key.length < 1 || key.length > 128 || key.toLowerCase().startsWith('aws:') || value.length > 256) {
      throw validation(`Tag '${key}' is invalid.`);
    }
    merged.set(key, value);
  }
  if (merged.size > 50) throw validation('Too many tags: a resource takes at most 50.');
  return Object.fromEntries(merged);
}
