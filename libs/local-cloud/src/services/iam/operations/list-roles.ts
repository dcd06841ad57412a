import type { ListRolesRequest, ListRolesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { paginate } from '../paginate.ts';
import type { Iam } from '../records.ts';
import { listRole } from '../show.ts';

export const listRoles =
  (iam: Iam): Operation<ListRolesRequest, ListRolesResponse> =>
  ({ PathPrefix = '/', ...paging }) => {
    const roles = [...iam.roles.values()]
      .filter(({ path }) => path.startsWith(PathPrefix))
      .sort((a, b) => a.name.localeCompare(b.name));
    const { page, ...rest } = paginate(roles, paging);
    return { Roles: page.map((role) => listRole(role)), ...rest };
  };
