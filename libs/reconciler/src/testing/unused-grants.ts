import { type PipelineRole, pipelineRoles, type Resource } from '@phaseline/model';
import { type Uses, usedByWorkflows } from './used-by-workflows.ts';

/**
 * What the pipeline's roles may do and nobody did, role by role.
 * @param cloudUrl the local cloud that recorded what was asked of it
 * @param resources the pipeline's, with the roles' policies
 */
export async function unusedGrants(
  cloudUrl: string,
  resources: readonly Resource[],
): Promise<Record<string, readonly string[]>> {
  const response = await fetch(`${cloudUrl}/_cloud/permissions`);
  const { permissions } = (await response.json()) as {
    permissions: { principal: string; action: string; allowed: boolean }[];
  };
  const unused = (role: PipelineRole): string[] => {
    const asked = new Set(
      permissions
        .filter(({ principal }) => principal.endsWith(`/phaseline-${role}`))
        .map(({ action }) => action),
    );
    const elsewhere = new Set(Object.values(usedByWorkflows).flatMap((uses: Uses) => uses[role] ?? []));
    return granted(role, resources).filter((action) => !asked.has(action) && !elsewhere.has(action));
  };
  return Object.fromEntries(pipelineRoles.map((role) => [role, unused(role)]));
}

function granted(role: PipelineRole, resources: readonly Resource[]): string[] {
  const actions = resources
    .flatMap((resource) =>
      resource.kind === 'managedPolicy' && resource.name.startsWith(`phaseline-${role}-`)
        ? resource.policy.Statement
        : [],
    )
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action }) => [Action].flat());
  return [...new Set(actions)].toSorted((one, other) => one.localeCompare(other));
}
