import { type PipelineRole, pipelineRoleName, pipelineRoles, type Resource } from '@phaseline/model';
import { type Grant, grantsOf, isUsed, readAsked } from './grants.ts';
import { type Uses, usedByWorkflows } from './used-by-workflows.ts';

/**
 * What the pipeline's roles may do and nobody did, role by role, as `<action> on <what kind of name>`.
 * @param cloudUrl the local cloud that recorded what was asked of it
 * @param resources the pipeline's, with the roles' policies
 */
export async function unusedGrants(
  cloudUrl: string,
  resources: readonly Resource[],
): Promise<Record<string, readonly string[]>> {
  const all = await readAsked(cloudUrl);
  const unused = (role: PipelineRole): string[] => {
    const asked = all.filter((one) => one.role === pipelineRoleName(role));
    const elsewhere = new Set(Object.values(usedByWorkflows).flatMap((uses: Uses) => uses[role] ?? []));
    const grants = grantsOfRole(role, resources).filter(({ action }) => !elsewhere.has(action));
    const used = new Set(grants.filter((grant) => isUsed(grant, asked)).map(kindOf));
    return [...new Set(grants.map(kindOf))].filter((kind) => !used.has(kind)).toSorted();
  };
  return Object.fromEntries(pipelineRoles.map((role) => [role, unused(role)]));
}

/** Everything that a role of the pipeline may do. */
export function grantsOfRole(role: PipelineRole, resources: readonly Resource[]): Grant[] {
  const name = `${pipelineRoleName(role)}-`;
  return resources.flatMap((resource) =>
    resource.kind === 'managedPolicy' && resource.name.startsWith(name)
      ? grantsOf(resource.policy.Statement)
      : [],
  );
}

/**
 * An action on one kind of name: what is done to a component's queue in one environment is done to any component's, in any. Two forms of an
 * ARN, with `:*` behind it and without, are one: AWS does not tell which of them it asks for.
 */
function kindOf({ action, pattern }: Grant): string {
  const name = pattern
    .replace(/:\*$/, '')
    .replaceAll('staging-', '')
    .replaceAll(/(order-publisher|email|inventory|analytics)(-service)?\b/g, '<component>');
  return `${action} on ${name}`;
}
