import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroup,
} from '@aws-sdk/client-ec2';
import type { SecurityGroupResource } from '@phaseline/model';
import { isAwsError, orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import { type Kind, type KindScope, touches } from '../engine/kind.ts';
import { permissionOf, rulesOf, ruleText, wantedRules } from './ingress.ts';
import { defaultVpc } from './network.ts';

/** How long network interfaces of what used the group may take to go. */
const releaseSeconds = 300;

/** A security group of the default VPC. What may come in is ours alone: rules that somebody added are taken out. */
export const securityGroup: Kind<SecurityGroupResource> = {
  async read(resource, scope) {
    const found = await find(resource.name, scope);
    if (!found?.GroupId) return undefined;
    const rules = rulesOf(found.IpPermissions ?? []);
    return {
      state: { ingress: rules.map(ruleText).sort() },
      tags: fromTagList(found.Tags),
      outputs: { id: found.GroupId },
    };
  },

  want: (resource, lookup) => ({ ingress: wantedRules(resource, lookup).map(ruleText).sort() }),

  async apply(resource, { observed, changes }, scope) {
    const { clients, options, lookup } = scope;
    const id = observed?.outputs['id'] ?? (await create(resource, scope));
    if (touches(changes, 'tags')) {
      await clients.ec2.send(
        new CreateTagsCommand({ Resources: [id], Tags: toTagList(resource.tags) }),
        options,
      );
    }
    const found = observed ? await find(resource.name, scope) : undefined;
    const there = rulesOf(found?.IpPermissions ?? []);
    const wanted = wantedRules(resource, lookup);
    const missing = wanted.filter((rule) => !there.some((other) => ruleText(other) === ruleText(rule)));
    const strange = there.filter((rule) => !wanted.some((other) => ruleText(other) === ruleText(rule)));
    if (missing.length > 0) {
      const IpPermissions = missing.map(permissionOf);
      await orAbsent(
        clients.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: id, IpPermissions }), options),
        'InvalidPermission.Duplicate',
      );
    }
    if (strange.length > 0) {
      const IpPermissions = strange.map(permissionOf);
      await clients.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId: id, IpPermissions }), options);
    }
    return { id };
  },

  async remove(resource, { outputs }, { clients, options, signal, note }) {
    const what = `security group ${resource.name} to be unused`;
    const command = new DeleteSecurityGroupCommand({ GroupId: outputs['id'] });
    await poll({ what, timeoutSeconds: releaseSeconds, signal }, async () => {
      try {
        await clients.ec2.send(command, options);
        return true;
      } catch (error) {
        if (isAwsError(error, 'InvalidGroup.NotFound')) return true;
        if (!isAwsError(error, 'DependencyViolation')) throw error;
        note(resource, 'in use until the network interfaces of its tasks are gone');
        return undefined;
      }
    });
  },
};

async function find(name: string, scope: KindScope): Promise<SecurityGroup | undefined> {
  const Filters = [
    { Name: 'group-name', Values: [name] },
    { Name: 'vpc-id', Values: [await defaultVpc(scope)] },
  ];
  const { clients, options } = scope;
  const { SecurityGroups } = await clients.ec2.send(new DescribeSecurityGroupsCommand({ Filters }), options);
  return SecurityGroups?.[0];
}

async function create(resource: SecurityGroupResource, scope: KindScope): Promise<string> {
  const { clients, options } = scope;
  const { GroupId } = await clients.ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: resource.name,
      Description: resource.description,
      VpcId: await defaultVpc(scope),
      TagSpecifications: [{ ResourceType: 'security-group', Tags: toTagList(resource.tags) }],
    }),
    options,
  );
  if (!GroupId) throw new Error(`EC2 CreateSecurityGroup ${resource.name} gave no id`);
  return GroupId;
}
