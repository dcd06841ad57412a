import type { Tag } from '@aws-sdk/client-sns';
import { AwsError } from '../../service.ts';
import { invalidParameter } from './errors.ts';

/** Adds tags to what is there. @throws InvalidParameter, or TagLimitExceeded beyond 50. */
export function mergeTags(tags: Map<string, string>, added: readonly Tag[] | undefined): void {
  const merged = new Map(tags);
  for (const { Key: key = '', Value: value = '' } of added ?? []) {
    if (key.length < 1 || key.length > 128 || key.toLowerCase().startsWith('aws:') || value.length > 256) {
      throw invalidParameter('Tags', `'${key}' is not a tag that SNS takes.`);
    }
    merged.set(key, value);
  }
  if (merged.size > 50) {
    throw new AwsError(
      'TagLimitExceededException',
      'Could not complete request: tag quota of per resource exceeded',
    );
  }
  for (const [key, value] of merged) tags.set(key, value);
}

export function showTags(tags: ReadonlyMap<string, string>): Tag[] {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
