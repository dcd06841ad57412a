import type { TokenRequest } from './issuer.ts';

/** Temporary credentials, and whose they are. */
export interface AssumedRole {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly arn: string;
}

/** AWS said no; what it said is the message. */
export class RoleRefused extends Error {
  override readonly name = 'RoleRefused';
}

/** A token for `audience`, asked for as any action would. @throws Error when the issuer does not give one. */
export async function requestToken(
  { url, token }: TokenRequest,
  audience: string,
  signal: AbortSignal,
): Promise<string> {
  const response = await fetch(`${url}&audience=${encodeURIComponent(audience)}`, {
    headers: { authorization: `bearer ${token}` },
    signal,
  });
  const { value, message } = (await response.json()) as { value?: string; message?: string };
  if (value === undefined) throw new Error(`no token from ${url}: ${response.status} ${message ?? ''}`);
  return value;
}

/**
 * Exchanges a token for the credentials of a role, at STS itself: an unsigned call.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 *
 * @throws RoleRefused with what AWS says; whatever `fetch` throws when it cannot be reached
 */
export async function assumeRole(
  endpoint: string,
  request: { roleArn: string; sessionName: string; seconds: number; token: string },
  signal: AbortSignal,
): Promise<AssumedRole> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: request.roleArn,
      RoleSessionName: request.sessionName,
      DurationSeconds: String(request.seconds),
      WebIdentityToken: request.token,
    }),
    signal,
  });
  const xml = await response.text();
  const text = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
  const role = {
    accessKeyId: text('AccessKeyId'),
    secretAccessKey: text('SecretAccessKey'),
    sessionToken: text('SessionToken'),
    arn: text('Arn'),
  };
  if (response.ok && Object.values(role).every((value) => value !== '')) return role;
  throw new RoleRefused(text('Message') || `${endpoint} answered ${response.status}`);
}
