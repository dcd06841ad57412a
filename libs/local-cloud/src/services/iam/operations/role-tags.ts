import type {
  ListRoleTagsRequest,
  ListRoleTagsResponse,
  TagRoleRequest,
  UntagRoleRequest,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findRole } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { Iam } from '../records.ts';
import { addTags, removeTags, showTags } from '../tags.ts';

export const tagRole =
  (iam: Iam): Operation<TagRoleRequest, void> =>
  ({ RoleName, Tags }) =>
    addTags(findRole(iam, RoleName).tags, Tags);

export const untagRole =
  (iam: Iam): Operation<UntagRoleRequest, void> =>
  ({ RoleName, TagKeys }) =>
    removeTags(findRole(iam, RoleName).tags, TagKeys);

export const listRoleTags =
  (iam: Iam): Operation<ListRoleTagsRequest, ListRoleTagsResponse> =>
  ({ RoleName, ...paging }) => {
    const { page, ...rest } = paginate(showTags(findRole(iam, RoleName).tags), paging);
    return { Tags: page, ...rest };
  };
