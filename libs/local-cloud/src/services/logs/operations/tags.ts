import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../../service.ts';
import { AwsError } from '../../../service.ts';
import { findGroup } from '../find.ts';
import type { Logs } from '../records.ts';

export const tagResource =
  (logs: Logs): Operation<TagResourceRequest, void> =>
  ({ resourceArn, tags: added = {} }) => {
    const { tags } = findGroup(logs, resourceArn);
    const merged = new Map([...tags, ...Object.entries(added)]);
    if (merged.size > 50)
      throw new AwsError('TooManyTagsException', 'A resource can have no more than 50 tags.');
    for (const [key, value] of merged) tags.set(key, value);
  };

export const untagResource =
  (logs: Logs): Operation<UntagResourceRequest, void> =>
  ({ resourceArn, tagKeys = [] }) => {
    const { tags } = findGroup(logs, resourceArn);
    for (const key of tagKeys) tags.delete(key);
  };

export const listTagsForResource =
  (logs: Logs): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  ({ resourceArn }) => ({ tags: Object.fromEntries(findGroup(logs, resourceArn).tags) });
