import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-sns';
import { AwsError, type Operation } from '../../../service.ts';
import type { SnsState, Topic } from '../state.ts';
import { mergeTags, showTags } from '../tags.ts';

function findTagged(state: SnsState, arn: string | undefined): Topic {
  const topic = state.topics.get(arn ?? '');
  if (topic === undefined) throw new AwsError('ResourceNotFoundException', 'Resource does not exist');
  return topic;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const tagResource =
  (state: SnsState): Operation<TagResourceRequest, object> =>
  (input) => {
    mergeTags(findTagged(state, input.ResourceArn).tags, input.Tags);
    return {};
  };

/** https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const untagResource =
  (state: SnsState): Operation<UntagResourceRequest, object> =>
  (input) => {
    const { tags } = findTagged(state, input.ResourceArn);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  };

/** https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const listTagsForResource =
  (state: SnsState): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  (input) => ({ Tags: showTags(findTagged(state, input.ResourceArn).tags) });
