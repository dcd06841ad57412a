import type {
  ListPolicyTagsRequest,
  ListPolicyTagsResponse,
  TagPolicyRequest,
  UntagPolicyRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findPolicy } from '../find.ts';
import { ownPolicy } from '../own-policy.ts';
import { paginate } from '../paginate.ts';
import type { Iam } from '../records.ts';
import { addTags, removeTags, showTags } from '../tags.ts';

export const tagPolicy =
  (iam: Iam): Operation<TagPolicyRequest, void> =>
  ({ PolicyArn, Tags }) =>
    addTags(ownPolicy(iam, PolicyArn).tags, Tags);

export const untagPolicy =
  (iam: Iam): Operation<UntagPolicyRequest, void> =>
  ({ PolicyArn, TagKeys }) =>
    removeTags(ownPolicy(iam, PolicyArn).tags, TagKeys);

export const listPolicyTags =
  (iam: Iam): Operation<ListPolicyTagsRequest, ListPolicyTagsResponse> =>
  ({ PolicyArn, ...paging }) => {
    const { page, ...rest } = paginate(showTags(findPolicy(iam, PolicyArn).tags), paging);
    return { Tags: page, ...rest };
  };
