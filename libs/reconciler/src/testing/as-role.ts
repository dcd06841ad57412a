import { AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { type PipelineRole, pipelineRoleName } from '@phaseline/model';
import { createClients, type Clients } from '../aws/clients.ts';

/** A token as GitHub gives it to a job; the local cloud does not check who signed it. */
function tokenFor(claims: object): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const all = {
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'sts.amazonaws.com',
    exp: Math.floor(Date.now() / 1000) + 300,
    ...claims,
  };
  return `${part({ alg: 'RS256' })}.${part(all)}.signature`;
}

/** Clients of a pipeline's role, taken as a job with these claims takes it. @throws `AccessDenied` when the role does not trust them */
export async function clientsAs(
  url: string,
  account: string,
  role: PipelineRole,
  claims: Readonly<Record<string, string>>,
): Promise<Clients> {
  const sts = new STSClient({ endpoint: url, region: 'us-east-1' });
  const { Credentials } = await sts.send(
    new AssumeRoleWithWebIdentityCommand({
      RoleArn: `arn:aws:iam::${account}:role/${pipelineRoleName(role)}`,
      RoleSessionName: 'GitHubActions',
      WebIdentityToken: tokenFor(claims),
    }),
  );
  sts.destroy();
  return createClients({
    endpoint: url,
    region: 'us-east-1',
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
}
