import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../service.ts';
import { findByArn, type EventBridgeState } from '../state.ts';
import { mergeTags } from '../tags.ts';

export const tagResource =
  (state: EventBridgeState): Operation<TagResourceRequest, object> =>
  ({ ResourceARN, Tags }) => {
    mergeTags(findByArn(state, ResourceARN).tags, Tags);
    return {};
  };

export const untagResource =
  (state: EventBridgeState): Operation<UntagResourceRequest, object> =>
  ({ ResourceARN, TagKeys = [] }) => {
    const { tags } = findByArn(state, ResourceARN);
    for (const key of TagKeys) tags.delete(key);
    return {};
  };

export const listTagsForResource =
  (state: EventBridgeState): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  ({ ResourceARN }) => ({
    Tags: [...findByArn(state, ResourceARN).tags].map(([Key, Value]) => ({ Key, Value })),
  });
