import {
  DeleteResourcePolicyCommand,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogResourcePolicyResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { normalPolicy, parsePolicy } from '../aws/policy-text.ts';
import type { Kind } from '../engine/kind.ts';

/** A resource policy of CloudWatch Logs, which is the account's. It has no tags. */
export const logResourcePolicy: Kind<LogResourcePolicyResource> = {
  async read({ name }, { clients: { logs }, options }) {
    // There are ten at most, which is one page.
    const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}), options);
    const found = resourcePolicies.find(({ policyName }) => policyName === name);
    if (!found) return undefined;
    return { state: { policy: normalPolicy(parsePolicy(found.policyDocument ?? '{}')) }, outputs: {} };
  },

  want: ({ policy }) => ({ policy: normalPolicy(policy) }),

  async apply({ name, policy }, _current, { clients: { logs }, options }) {
    await logs.send(
      new PutResourcePolicyCommand({ policyName: name, policyDocument: JSON.stringify(policy) }),
      options,
    );
    return {};
  },

  async remove({ name }, _observed, { clients: { logs }, options }) {
    await orAbsent(
      logs.send(new DeleteResourcePolicyCommand({ policyName: name }), options),
      'ResourceNotFound',
    );
  },
};
