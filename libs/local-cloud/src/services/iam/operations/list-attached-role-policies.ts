import type { ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findPolicy, findRole } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { Iam } from '../records.ts';

export const listAttachedRolePolicies =
  (iam: Iam): Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> =>
  ({ RoleName, PathPrefix = '/', ...paging }) => {
    const policies = [...findRole(iam, RoleName).attached]
      .map((arn) => findPolicy(iam, arn))
      .filter(({ path }) => path.startsWith(PathPrefix));
    const { page, ...rest } = paginate(policies, paging);
    return { AttachedPolicies: page.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })), ...rest };
  };
