import type { ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findPolicy } from '../find.ts';
import { paginate } from '../paginate.ts';
import type { Iam } from '../records.ts';

export const listEntitiesForPolicy =
  (iam: Iam): Operation<ListEntitiesForPolicyRequest, ListEntitiesForPolicyResponse> =>
  ({ PolicyArn, EntityFilter, PolicyUsageFilter, ...paging }) => {
    const { arn } = findPolicy(iam, PolicyArn);
    const roles = [...iam.roles.values()].filter(({ attached, boundaryArn }) =>
      PolicyUsageFilter === 'PermissionsBoundary' ? boundaryArn === arn : attached.has(arn),
    );
    const wanted = EntityFilter === undefined || EntityFilter === 'Role' ? roles : [];
    const { page, ...rest } = paginate(wanted, paging);
    return {
      PolicyRoles: page.map(({ name, id }) => ({ RoleName: name, RoleId: id })),
      PolicyUsers: [],
      PolicyGroups: [],
      ...rest,
    };
  };
