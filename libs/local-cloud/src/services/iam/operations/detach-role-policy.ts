import type { DetachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';

export const detachRolePolicy =
  (iam: Iam): Operation<DetachRolePolicyRequest, void> =>
  ({ RoleName, PolicyArn = '' }) => {
    if (!findRole(iam, RoleName).attached.delete(PolicyArn))
      throw noSuchEntity(`Policy ${PolicyArn} was not found.`);
  };
