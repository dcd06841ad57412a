import type { PermissionLog } from '../../control/permission-log.ts';
import type { CloudEnvironment } from '../../environment.ts';
import { evaluate } from '../../policy/index.ts';
import type { RoleView } from './service.ts';

/**
 * Whether a role's policies, within its boundary, allow an action now: for services that act with a role of their customer, such as the agent
 * that pulls a task's images, or Lambda's pollers. Noted as if the role had called.
 */
export function permits(
  role: RoleView | undefined,
  wanted: { readonly action: string; readonly resource: string },
  { account, region }: Pick<CloudEnvironment, 'account' | 'region'>,
  asked: Pick<PermissionLog, 'add'> | undefined,
): boolean {
  if (role === undefined) return false;
  const values = {
    'aws:PrincipalArn': role.arn,
    'aws:PrincipalAccount': account,
    'aws:RequestedRegion': region,
  };
  const layers = [role.policies, ...(role.boundary ? [[role.boundary]] : [])];
  const allowed = layers.every(
    (policies) => evaluate(policies, wanted.action, wanted.resource, { values }) === 'allow',
  );
  const arn = `arn:aws:sts::${account}:assumed-role/${role.name}/service`;
  asked?.add({ kind: 'role', arn }, [wanted], allowed ? undefined : wanted);
  return allowed;
}
