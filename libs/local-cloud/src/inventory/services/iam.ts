import {
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListOpenIDConnectProvidersCommand,
  ListPolicyTagsCommand,
  ListRolePoliciesCommand,
  paginateListPolicies,
  paginateListRoles,
} from '@aws-sdk/client-iam';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const iam: Inventory = async (options) => {
  const client = new IAMClient(options);
  const roles = await everyItem(paginateListRoles({ client }, {}), ({ Roles }) => Roles);
  const policies = await everyItem(
    paginateListPolicies({ client }, { Scope: 'Local' }),
    ({ Policies }) => Policies,
  );
  const { OpenIDConnectProviderList = [] } = await client.send(new ListOpenIDConnectProvidersCommand({}));
  return [
    ...(await inTurn(roles, async ({ RoleName }) => {
      const { Role } = await client.send(new GetRoleCommand({ RoleName }));
      const { PolicyNames = [] } = await client.send(new ListRolePoliciesCommand({ RoleName }));
      const inline = await inTurn(PolicyNames, async (PolicyName) => {
        const found = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
        return { PolicyName, document: decodeURIComponent(found.PolicyDocument ?? '') };
      });
      const { AttachedPolicies } = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      return item('iam', 'role', RoleName, { Role, inline, AttachedPolicies });
    })),
    ...(await inTurn(policies, async ({ Arn: PolicyArn, PolicyName, DefaultVersionId: VersionId }) => {
      const { PolicyVersion } = await client.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
      const { Tags } = await client.send(new ListPolicyTagsCommand({ PolicyArn }));
      return item('iam', 'policy', PolicyName, { PolicyArn, PolicyVersion, Tags });
    })),
    ...OpenIDConnectProviderList.map((provider) => item('iam', 'oidc-provider', provider.Arn, provider)),
  ];
};
