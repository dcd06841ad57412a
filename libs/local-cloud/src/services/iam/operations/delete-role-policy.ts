import type { DeleteRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';

export const deleteRolePolicy =
  (iam: Iam): Operation<DeleteRolePolicyRequest, void> =>
  ({ RoleName, PolicyName = '' }) => {
    if (!findRole(iam, RoleName).inline.delete(PolicyName)) {
      throw noSuchEntity(`The role policy with name ${PolicyName} cannot be found.`);
    }
  };
