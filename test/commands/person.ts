import { AttachRolePolicyCommand, CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { LocalCloud } from '@phaseline/local-cloud';
import { type PipelineRole, pipelineResources, pipelineRoleName, pipelineVariables } from '@phaseline/model';

/**
 * Somebody at a laptop, with a role of their own that has the policies of the pipeline's roles, as docs/aws-setup.md tells an administrator to
 * give it to them. The account must be bootstrapped.
 * @returns their environment
 */
export async function personWith(
  cloud: Pick<LocalCloud, 'url' | 'region' | 'account' | 'env'>,
  roles: readonly PipelineRole[],
): Promise<Readonly<Record<string, string>>> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const config = { endpoint: cloud.url, region: cloud.region, credentials };
  const iam = new IAMClient(config);
  const sts = new STSClient(config);
  const RoleName = `person-with-${roles.join('-and-')}`;
  const trust = { Effect: 'Allow', Principal: { AWS: cloud.account }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  const repository = { owner: 'any', name: 'any' };
  for (const { kind, name } of pipelineResources({
    place: cloud,
    repository,
    environments: ['production'],
  })) {
    if (kind !== 'managedPolicy' || !roles.some((role) => name.startsWith(`${pipelineRoleName(role)}-`)))
      continue;
    const PolicyArn = `arn:aws:iam::${cloud.account}:policy/${name}`;
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  }
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: 'laptop' }),
  );
  iam.destroy();
  sts.destroy();
  const boundary = pipelineVariables(cloud)['AWS_PERMISSIONS_BOUNDARY_ARN'] ?? '';
  return {
    ...cloud.env,
    AWS_ACCESS_KEY_ID: Credentials?.AccessKeyId ?? '',
    AWS_SECRET_ACCESS_KEY: Credentials?.SecretAccessKey ?? '',
    AWS_SESSION_TOKEN: Credentials?.SessionToken ?? '',
    AWS_PERMISSIONS_BOUNDARY_ARN: boundary,
  };
}
