import type { AccessControl } from '../../api/access.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import { createAccessControl } from './access-control.ts';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { issue, type Session } from './sessions.ts';
import type { RoleDirectory, Sts } from './sts.ts';
import { trustedRole } from './trust.ts';

export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

export interface StsService extends Service {
  readonly access: AccessControl;
  /**
   * Credentials for what a service runs in a role, e.g. a task.
   * @param servicePrincipal Whom the role's trust policy must name.
   * @throws `AccessDenied` when the role is not there or does not trust that service.
   */
  issueSession(roleArn: string, sessionName: string, servicePrincipal?: string): IssuedCredentials;
}

/** How long credentials last that services get, in seconds: as on ECS and Lambda, they are renewed before. */
const SERVICE_SESSION_SECONDS = 6 * 3600;

/** The Security Token Service. */
export function createStsService(environment: CloudEnvironment, deps: { iam: RoleDirectory }): StsService {
  const { account, region } = environment;
  const sts: Sts = { account, region, iam: deps.iam, sessions: new Map() };
  return {
    signingName: 'sts',
    operations: {
      AssumeRole: assumeRole(sts),
      AssumeRoleWithWebIdentity: assumeRoleWithWebIdentity(sts),
      GetCallerIdentity: getCallerIdentity(sts),
    },
    access: createAccessControl(sts),
    issueSession(roleArn, sessionName, servicePrincipal = 'ecs-tasks.amazonaws.com') {
      // A service says on whose behalf it acts, so that a trust policy can keep out other accounts (confused deputy).
      const role = trustedRole(sts, roleArn, { kind: 'service', arn: servicePrincipal }, 'sts:AssumeRole', {
        'aws:SourceAccount': account,
      });
      const session = issue(sts.sessions, { role, account, sessionName, seconds: SERVICE_SESSION_SECONDS });
      const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = session;
      return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiresAt) };
    },
    snapshot: () => [...sts.sessions.values()],
    restore(snapshot) {
      for (const session of snapshot as Session[]) sts.sessions.set(session.accessKeyId, session);
    },
  };
}
