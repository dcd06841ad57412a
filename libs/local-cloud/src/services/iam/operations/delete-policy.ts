import type { DeletePolicyRequest } from '@aws-sdk/client-iam';
import type { Operation } from '../../../service.ts';
import { deleteConflict } from '../errors.ts';
import { findPolicy } from '../find.ts';
import { ownPolicy } from '../own-policy.ts';
import type { Iam } from '../records.ts';
import { showPolicy } from '../show.ts';

export const deletePolicy =
  (iam: Iam): Operation<DeletePolicyRequest, void> =>
  ({ PolicyArn }) => {
    const policy = ownPolicy(iam, findPolicy(iam, PolicyArn).arn);
    const { AttachmentCount = 0, PermissionsBoundaryUsageCount = 0 } = showPolicy(iam, policy);
    if (AttachmentCount + PermissionsBoundaryUsageCount > 0) {
      throw deleteConflict('Cannot delete a policy attached to entities.');
    }
    if (policy.versions.length > 1) {
      throw deleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
      );
    }
    iam.policies.delete(policy.arn);
  };
