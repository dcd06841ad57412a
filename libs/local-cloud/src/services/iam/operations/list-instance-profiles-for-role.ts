import type {
  ListInstanceProfilesForRoleRequest,
  ListInstanceProfilesForRoleResponse,
} from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';

/** There are no instance profiles here; tools ask for them before they delete a role. */
export const listInstanceProfilesForRole =
  (iam: Iam): Operation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> =>
  ({ RoleName }) => {
    findRole(iam, RoleName);
    return { InstanceProfiles: [], IsTruncated: false };
  };
