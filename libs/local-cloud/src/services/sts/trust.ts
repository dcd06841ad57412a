import type { ConditionValues } from '../../policy/condition.ts';
import { allows } from '../../policy/index.ts';
import { AwsError, type Principal } from '../../service.ts';
import type { RoleView } from '../iam/index.ts';
import type { Sts } from './sts.ts';

/**
 * The role, if its trust policy lets this principal assume it.
 * @throws `AccessDenied`, also for a role that is not there: who may not assume it shall not learn that.
 */
export function trustedRole(
  sts: Sts,
  roleArn: string,
  principal: Principal,
  action: 'sts:AssumeRole' | 'sts:AssumeRoleWithWebIdentity',
  values: ConditionValues = {},
): RoleView {
  const role = sts.iam.roleByArn(roleArn);
  if (role && allows([role.trust], action, roleArn, { principal, values })) return role;
  const who = principal.kind === 'anonymous' ? 'Not' : `User: ${principal.arn} is not`;
  throw new AwsError('AccessDenied', `${who} authorized to perform: ${action} on resource: ${roleArn}`, {
    statusCode: 403,
  });
}
