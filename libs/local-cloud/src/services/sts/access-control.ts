import type { AccessControl } from '../../api/access.ts';
import { lookedUpKeys } from '../../api/resource-values.ts';
import { evaluate, type PolicyDocument } from '../../policy/index.ts';
import { AwsError } from '../../service.ts';
import type { Sts } from './sts.ts';

/**
 * Who calls, by access key id, and what they may: root everything, a role's session what the policies of its role allow now.
 * A key that STS did not issue is root's, so that any test key works; but one that looks issued (`ASIA...`) is refused.
 */
export function createAccessControl(sts: Sts): AccessControl {
  const looking = new WeakMap<PolicyDocument, boolean>();
  const looks = (policy: PolicyDocument): boolean => {
    const known = looking.get(policy);
    if (known !== undefined) return known;
    const answer = lookedUpKeys.test(JSON.stringify(policy));
    looking.set(policy, answer);
    return answer;
  };
  const root = { kind: 'root', arn: `arn:aws:iam::${sts.account}:root` } as const;
  return {
    identify(scope) {
      if (scope === undefined) return { kind: 'anonymous', arn: 'anonymous' };
      const session = sts.sessions.get(scope.accessKeyId);
      if (session === undefined && !scope.accessKeyId.startsWith('ASIA')) return root;
      if (session === undefined || session.sessionToken !== scope.sessionToken) {
        throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid', {
          statusCode: 403,
        });
      }
      if (session.expiresAt <= Date.now()) {
        throw new AwsError('ExpiredToken', 'The security token included in the request is expired', {
          statusCode: 403,
        });
      }
      sts.iam.markUsed(session.roleArn);
      return { kind: 'role', arn: session.arn, accessKeyId: session.accessKeyId };
    },
    looksAtResources(principal) {
      const session = principal.kind === 'role' ? sts.sessions.get(principal.accessKeyId ?? '') : undefined;
      const role = session && sts.iam.roleByArn(session.roleArn);
      return role !== undefined && [...role.policies, ...(role.boundary ? [role.boundary] : [])].some(looks);
    },
    findDenied(principal, permissions) {
      if (principal.kind !== 'role') return undefined;
      const session = sts.sessions.get(principal.accessKeyId ?? '');
      const role = session && sts.iam.roleByArn(session.roleArn);
      // A role that was deleted leaves its sessions without any permission.
      if (!session || !role) return permissions[0];
      const own = {
        'aws:PrincipalArn': role.arn,
        'aws:PrincipalAccount': sts.account,
        'aws:RequestedRegion': sts.region,
        'aws:userid': session.userId,
      };
      const limits = [role.boundary ? [role.boundary] : [], session.policies].filter(
        (policies) => policies.length > 0,
      );
      return permissions.find(({ action, resource, values }) => {
        const asked = { principal, values: { ...own, ...values } };
        return [role.policies, ...limits].some(
          (policies) => evaluate(policies, action, resource, asked) !== 'allow',
        );
      });
    },
  };
}
