import type { DeleteRoleRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { deleteConflict } from '../errors.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';

export const deleteRole =
  (iam: Iam): Operation<DeleteRoleRequest, void> =>
  ({ RoleName }) => {
    const role = findRole(iam, RoleName);
    if (role.attached.size > 0) throw deleteConflict('Cannot delete entity, must detach all policies first.');
    if (role.inline.size > 0) throw deleteConflict('Cannot delete entity, must delete policies first.');
    iam.roles.delete(role.name);
  };
