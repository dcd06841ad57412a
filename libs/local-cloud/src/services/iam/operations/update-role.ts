import type { UpdateRoleRequest, UpdateRoleResponse } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { checkSessionDuration } from '../check.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';

export const updateRole =
  (iam: Iam): Operation<UpdateRoleRequest, UpdateRoleResponse> =>
  ({ RoleName, Description, MaxSessionDuration }) => {
    const role = findRole(iam, RoleName);
    if (MaxSessionDuration !== undefined) role.maxSessionDuration = checkSessionDuration(MaxSessionDuration);
    if (Description !== undefined) role.description = Description;
    return {};
  };
