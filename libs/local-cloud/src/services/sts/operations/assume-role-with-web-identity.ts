import type {
  AssumeRoleWithWebIdentityRequest,
  AssumeRoleWithWebIdentityResponse,
} from '@aws-sdk/client-sts';
import type { Operation } from '../../../service.ts';
import { checkDuration, checkSessionName, checkSessionPolicy } from '../check.ts';
import { issue } from '../sessions.ts';
import { showSession } from '../show.ts';
import type { Sts } from '../sts.ts';
import { trustedRole } from '../trust.ts';
import { invalidToken, readWebToken } from '../web-token.ts';

export const assumeRoleWithWebIdentity =
  (sts: Sts): Operation<AssumeRoleWithWebIdentityRequest, AssumeRoleWithWebIdentityResponse> =>
  ({ RoleArn = '', RoleSessionName, WebIdentityToken = '', DurationSeconds, Policy }) => {
    const sessionName = checkSessionName(RoleSessionName);
    const policies = checkSessionPolicy(Policy);
    const claims = readWebToken(WebIdentityToken);
    const provider = sts.iam.providerOf(claims.iss);
    if (!provider) throw invalidToken(`No OpenIDConnect provider found in your account for ${claims.iss}`);
    if (!provider.clientIds.includes(claims.aud)) throw invalidToken('Incorrect token audience');
    const values = Object.fromEntries(
      Object.entries({ ...claims.all, aud: claims.aud }).map(([name, value]) => [
        `${provider.url}:${name}`,
        value,
      ]),
    );
    const principal = { kind: 'anonymous', arn: provider.arn } as const;
    const role = trustedRole(sts, RoleArn, principal, 'sts:AssumeRoleWithWebIdentity', values);
    const seconds = checkDuration(DurationSeconds, role.maxSessionDuration);
    return {
      ...showSession(issue(sts.sessions, { role, account: sts.account, sessionName, seconds, policies })),
      SubjectFromWebIdentityToken: claims.sub,
      Audience: claims.aud,
      Provider: provider.arn,
    };
  };
