import {
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListPolicyVersionsCommand,
  TagPolicyCommand,
} from '@aws-sdk/client-iam';
import type { ManagedPolicyResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { normalPolicy, parsePolicy } from '../aws/policy-text.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import { type Kind, type KindScope, touches } from '../engine/kind.ts';

/** IAM keeps as many versions of a policy, and refuses another. */
const mostVersions = 5;

/** A managed policy of the account's own. A change is a new version, which becomes the one that counts. */
export const managedPolicy: Kind<ManagedPolicyResource> = {
  async read({ arn: PolicyArn }, { clients: { iam }, options }) {
    const found = await orAbsent(iam.send(new GetPolicyCommand({ PolicyArn }), options), 'NoSuchEntity');
    if (!found?.Policy) return undefined;
    const { DefaultVersionId: VersionId, Tags } = found.Policy;
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }), options);
    return {
      state: { policy: normalPolicy(parsePolicy(PolicyVersion?.Document ?? '{}')) },
      tags: fromTagList(Tags),
      outputs: { arn: PolicyArn },
    };
  },

  want: ({ policy }) => ({ policy: normalPolicy(policy) }),

  async apply({ arn, name, policy, tags }, { observed, changes }, scope) {
    const { clients, options } = scope;
    const PolicyDocument = JSON.stringify(policy);
    if (!observed) {
      await clients.iam.send(
        new CreatePolicyCommand({ PolicyName: name, PolicyDocument, Tags: toTagList(tags) }),
        options,
      );
    }
    if (touches(changes, 'policy')) {
      const versions = await otherVersions(arn, scope);
      const oldest = versions.at(-1);
      if (oldest !== undefined && versions.length + 1 >= mostVersions)
        await removeVersion(arn, oldest, scope);
      await clients.iam.send(
        new CreatePolicyVersionCommand({ PolicyArn: arn, PolicyDocument, SetAsDefault: true }),
        options,
      );
    }
    if (touches(changes, 'tags')) {
      await clients.iam.send(new TagPolicyCommand({ PolicyArn: arn, Tags: toTagList(tags) }), options);
    }
    return { arn };
  },

  async remove({ arn }, _observed, scope) {
    const found = await orAbsent(otherVersions(arn, scope), 'NoSuchEntity');
    for (const version of found ?? []) await removeVersion(arn, version, scope);
    const { clients, options } = scope;
    await orAbsent(clients.iam.send(new DeletePolicyCommand({ PolicyArn: arn }), options), 'NoSuchEntity');
  },
};

/** All but the default one, newest first. */
async function otherVersions(PolicyArn: string, { clients: { iam }, options }: KindScope): Promise<string[]> {
  const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }), options);
  return Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true).flatMap(
    ({ VersionId }) => VersionId ?? [],
  );
}

async function removeVersion(PolicyArn: string, VersionId: string, { clients: { iam }, options }: KindScope) {
  await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId }), options);
}
