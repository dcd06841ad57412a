import type { Tag, TagSpecification } from '@aws-sdk/client-ec2';
import { AwsError } from '../../service.ts';
import type { Ec2 } from './records.ts';

export function showTags(ec2: Ec2, id: string): Tag[] {
  return [...(ec2.tags.get(id) ?? [])].map(([Key, Value]) => ({ Key, Value }));
}

/** @throws `InvalidParameterValue` for keys that are AWS's own or too long. */
export function setTags(ec2: Ec2, id: string, tags: readonly Tag[]): void {
  const own = ec2.tags.get(id) ?? new Map<string, string>();
  for (const { Key = '', Value = '' } of tags) {
    if (Key === '' || Key.length > 127 || /^aws:/i.test(Key)) {
      throw new AwsError(
        'InvalidParameterValue',
        `Tag keys may not be empty, start with aws: or exceed 127 characters; found '${Key}'`,
      );
    }
    own.set(Key, Value);
  }
  ec2.tags.set(id, own);
}

/** Tags that are given with the creation of a resource. */
export function tagsFor(specifications: readonly TagSpecification[] | undefined, type: string): Tag[] {
  return (specifications ?? []).flatMap((one) => (one.ResourceType === type ? (one.Tags ?? []) : []));
}
