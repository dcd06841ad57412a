import type { AssumeRoleRequest, AssumeRoleResponse } from '@aws-sdk/client-sts';
import type { Operation } from '../../../service.ts';
import { checkDuration, checkSessionName, checkSessionPolicy } from '../check.ts';
import { issue } from '../sessions.ts';
import { showSession } from '../show.ts';
import type { Sts } from '../sts.ts';
import { trustedRole } from '../trust.ts';

/** An hour: what a role that assumes another role may ask for at most. */
const CHAINED_SECONDS = 3600;

export const assumeRole =
  (sts: Sts): Operation<AssumeRoleRequest, AssumeRoleResponse> =>
  ({ RoleArn = '', RoleSessionName, DurationSeconds, Policy, ExternalId }, { principal }) => {
    const sessionName = checkSessionName(RoleSessionName);
    const policies = checkSessionPolicy(Policy);
    const role = trustedRole(sts, RoleArn, principal, 'sts:AssumeRole', {
      'sts:ExternalId': ExternalId,
      'sts:RoleSessionName': sessionName,
      'aws:PrincipalArn': principal.arn,
    });
    const longest = principal.kind === 'role' ? CHAINED_SECONDS : role.maxSessionDuration;
    const seconds = checkDuration(DurationSeconds, longest);
    return showSession(issue(sts.sessions, { role, account: sts.account, sessionName, seconds, policies }));
  };
