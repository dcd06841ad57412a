import type { AttachRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { limitExceeded } from '../errors.ts';
import { findPolicy, findRole } from '../find.ts';
import type { Iam } from '../records.ts';

/** Attaching what is attached already is no error. */
export const attachRolePolicy =
  (iam: Iam): Operation<AttachRolePolicyRequest, void> =>
  ({ RoleName, PolicyArn }) => {
    const { attached } = findRole(iam, RoleName);
    const { arn } = findPolicy(iam, PolicyArn);
    if (!attached.has(arn) && attached.size >= 20)
      throw limitExceeded('Cannot exceed quota for PoliciesPerRole: 20');
    attached.add(arn);
  };
