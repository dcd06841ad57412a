import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { RolePolicyResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { normalPolicy, parsePolicy } from '../aws/policy-text.ts';
import type { Kind } from '../engine/kind.ts';

/** An inline policy of a role. Inline policies have no tags. */
export const rolePolicy: Kind<RolePolicyResource> = {
  async read({ role: RoleName, policyName: PolicyName }, { clients: { iam }, options }) {
    const found = await orAbsent(
      iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }), options),
      'NoSuchEntity',
    );
    if (!found?.PolicyDocument) return undefined;
    return { state: { policy: normalPolicy(parsePolicy(found.PolicyDocument)) }, outputs: {} };
  },

  want: ({ policy }) => ({ policy: normalPolicy(policy) }),

  async apply({ role: RoleName, policyName: PolicyName, policy }, _current, { clients: { iam }, options }) {
    const PolicyDocument = JSON.stringify(policy);
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }), options);
    return {};
  },

  async remove({ role: RoleName, policyName: PolicyName }, _observed, { clients: { iam }, options }) {
    await orAbsent(iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }), options), 'NoSuchEntity');
  },
};
