import type {
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  UntagResourceRequest,
} from '@aws-sdk/client-sesv2';
import type { Operation } from '../../../service.ts';
import { badRequest } from '../errors.ts';
import { findConfigurationSet, findIdentity, showTags, type Identity, type SesState } from '../state.ts';
import { mergeTags } from '../tags.ts';

function findTagged(state: SesState, arn: string | undefined): Pick<Identity, 'tags'> {
  const [, kind, name] =
    /^arn:aws[\w-]*:ses:[^:]+:\d{12}:(identity|configuration-set)\/(.+)$/.exec(arn ?? '') ?? [];
  if (name === undefined) throw badRequest(`Not the ARN of an email identity or a configuration set: ${arn}`);
  return kind === 'identity' ? findIdentity(state, name) : findConfigurationSet(state, name);
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_TagResource.html */
export const tagResource =
  (state: SesState): Operation<TagResourceRequest, object> =>
  (input) => {
    mergeTags(findTagged(state, input.ResourceArn).tags, input.Tags);
    return {};
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_UntagResource.html */
export const untagResource =
  (state: SesState): Operation<UntagResourceRequest, object> =>
  (input) => {
    const { tags } = findTagged(state, input.ResourceArn);
    for (const key of input.TagKeys ?? []) tags.delete(key);
    return {};
  };

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListTagsForResource.html */
export const listTagsForResource =
  (state: SesState): Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> =>
  (input) => ({ Tags: showTags(findTagged(state, input.ResourceArn).tags) });
