import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  PutRolePermissionsBoundaryCommand,
  TagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { RoleResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { normalPolicy, parsePolicy } from '../aws/policy-text.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import { type Kind, type KindScope, touches } from '../engine/kind.ts';

/** An IAM role: who may take it, and the managed policies we need on it; others that are attached stay. */
export const role: Kind<RoleResource> = {
  async read({ name: RoleName, managedPolicyArns, onlyThesePolicies, permissionsBoundary }, scope) {
    const { clients, options } = scope;
    const found = await orAbsent(clients.iam.send(new GetRoleCommand({ RoleName }), options), 'NoSuchEntity');
    if (!found?.Role) return undefined;
    const attached =
      managedPolicyArns.length === 0 && !onlyThesePolicies ? [] : await attachedTo(RoleName, scope);
    const { Arn = '', AssumeRolePolicyDocument = '{}', PermissionsBoundary, Tags } = found.Role;
    return {
      state: {
        trust: normalPolicy(parsePolicy(AssumeRolePolicyDocument)),
        managedPolicyArns: [
          ...managedPolicyArns.filter((arn) => attached.includes(arn)),
          ...(onlyThesePolicies ? attached.filter((arn) => !managedPolicyArns.includes(arn)) : []),
        ],
        ...(permissionsBoundary === undefined
          ? {}
          : { permissionsBoundary: PermissionsBoundary?.PermissionsBoundaryArn }),
      },
      tags: fromTagList(Tags),
      outputs: { arn: Arn },
    };
  },

  want: ({ trust, managedPolicyArns, permissionsBoundary }) => ({
    trust: normalPolicy(trust),
    managedPolicyArns: [...managedPolicyArns],
    ...(permissionsBoundary === undefined ? {} : { permissionsBoundary }),
  }),

  async apply(resource, { observed, changes }, { clients: { iam }, options }) {
    const { name: RoleName, trust, managedPolicyArns, permissionsBoundary, tags } = resource;
    let arn = observed?.outputs['arn'];
    if (!observed) {
      const created = await iam.send(
        new CreateRoleCommand({
          RoleName,
          AssumeRolePolicyDocument: JSON.stringify(trust),
          PermissionsBoundary: permissionsBoundary,
          Tags: toTagList(tags),
        }),
        options,
      );
      arn = created.Role?.Arn;
    }
    // Before everything else: what follows is only allowed to a deployment within the boundary.
    if (touches(changes, 'permissionsBoundary')) {
      const PermissionsBoundary = permissionsBoundary;
      await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary }), options);
    }
    if (touches(changes, 'trust')) {
      const PolicyDocument = JSON.stringify(trust);
      await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }), options);
    }
    if (touches(changes, 'tags')) {
      await iam.send(new TagRoleCommand({ RoleName, Tags: toTagList(tags) }), options);
    }
    const attached = (observed?.state['managedPolicyArns'] ?? []) as readonly string[];
    for (const PolicyArn of managedPolicyArns.filter((policy) => !attached.includes(policy))) {
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }), options);
    }
    for (const PolicyArn of attached.filter((policy) => !managedPolicyArns.includes(policy))) {
      await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }), options);
    }
    return { arn: arn ?? '' };
  },

  async remove({ name: RoleName }, _observed, scope) {
    const { clients, options } = scope;
    const inline = await orAbsent(
      clients.iam.send(new ListRolePoliciesCommand({ RoleName }), options),
      'NoSuchEntity',
    );
    if (!inline) return;
    for (const PolicyName of inline.PolicyNames ?? []) {
      await clients.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }), options);
    }
    for (const PolicyArn of await attachedTo(RoleName, scope)) {
      await clients.iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }), options);
    }
    await orAbsent(clients.iam.send(new DeleteRoleCommand({ RoleName }), options), 'NoSuchEntity');
  },
};

async function attachedTo(RoleName: string, { clients: { iam }, options }: KindScope): Promise<string[]> {
  const { AttachedPolicies = [] } = await iam.send(
    new ListAttachedRolePoliciesCommand({ RoleName }),
    options,
  );
  return AttachedPolicies.flatMap(({ PolicyArn }) => (PolicyArn === undefined ? [] : [PolicyArn]));
}
