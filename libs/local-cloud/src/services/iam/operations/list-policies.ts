import type { ListPoliciesRequest, ListPoliciesResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { awsManagedPolicies } from '../aws-managed-policies.ts';
import { paginate } from '../paginate.ts';
import type { Iam } from '../records.ts';
import { listPolicy } from '../show.ts';

export const listPolicies =
  (iam: Iam): Operation<ListPoliciesRequest, ListPoliciesResponse> =>
  ({ Scope = 'All', OnlyAttached = false, PathPrefix = '/', PolicyUsageFilter, ...paging }) => {
    const all = [
      ...(Scope === 'AWS' ? [] : iam.policies.values()),
      ...(Scope === 'Local' ? [] : awsManagedPolicies()),
    ];
    const shown = all
      .filter(({ path }) => path.startsWith(PathPrefix))
      .map((policy) => listPolicy(iam, policy))
      .filter(({ AttachmentCount = 0 }) => !OnlyAttached || AttachmentCount > 0)
      .filter(
        ({ PermissionsBoundaryUsageCount = 0 }) =>
          PolicyUsageFilter !== 'PermissionsBoundary' || PermissionsBoundaryUsageCount > 0,
      );
    const { page, ...rest } = paginate(shown, paging);
    return { Policies: page, ...rest };
  };
