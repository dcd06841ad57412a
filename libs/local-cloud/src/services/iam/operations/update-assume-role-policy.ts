import type { UpdateAssumeRolePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { checkDocument } from '../check.ts';
import { findRole } from '../find.ts';
import type { Iam } from '../records.ts';

export const updateAssumeRolePolicy =
  (iam: Iam): Operation<UpdateAssumeRolePolicyRequest, void> =>
  ({ RoleName, PolicyDocument = '' }) => {
    const role = findRole(iam, RoleName);
    checkDocument(PolicyDocument, 'trust', 2048, 'ACLSizePerRole');
    role.trust = PolicyDocument;
  };
