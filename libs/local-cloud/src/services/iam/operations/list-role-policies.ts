import type { ListRolePoliciesRequest, ListRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findRole } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { Iam } from '../records.ts';

export const listRolePolicies =
  (iam: Iam): Operation<ListRolePoliciesRequest, ListRolePoliciesResponse> =>
  ({ RoleName, ...paging }) => {
    const { page, ...rest } = paginate([...findRole(iam, RoleName).inline.keys()].sort(), paging);
    return { PolicyNames: page, ...rest };
  };
