import type { Tags } from '@phaseline/model';

interface UpperTag {
  Key?: string | undefined;
  Value?: string | undefined;
}
interface LowerTag {
  key?: string | undefined;
  value?: string | undefined;
}

/** Tags from the list that SNS, IAM, DynamoDB, ECR, ELB, EC2 and SES answer with. */
export function fromTagList(list: readonly UpperTag[] | undefined): Tags {
  return Object.fromEntries(
    (list ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])),
  );
}

/** Tags as a list of `{ Key, Value }`. */
export function toTagList(tags: Tags): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags from the list that ECS answers with. */
export function fromLowerTagList(list: readonly LowerTag[] | undefined): Tags {
  return Object.fromEntries(
    (list ?? []).flatMap(({ key, value }) => (key === undefined ? [] : [[key, value ?? '']])),
  );
}

/** Tags as a list of `{ key, value }`. */
export function toLowerTagList(tags: Tags): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value }));
}
