import type { LocalCloud } from '@phaseline/local-cloud';
import { type PipelineRole, pipelineResources, pipelineRoleName } from '@phaseline/model';
import { isUsed, readAsked } from '@phaseline/reconciler/testing/grants';
import { grantsOfRole } from '@phaseline/reconciler/testing/unused-grants';
import type { Uses } from '@phaseline/reconciler/testing/used-by-workflows';

const repository = { owner: 'any', name: 'any' };

/**
 * What whoever has a role was refused, and what the workflows' roles did not use of what only this test uses of their grants: each action on each
 * of its resource patterns.
 * @param uses see `usedByWorkflows`, by which the test of the roles leaves these out
 */
export async function rightsProblems(cloud: LocalCloud, uses: Uses = {}): Promise<string[]> {
  const asked = await readAsked(cloud.url);
  const refused = asked.filter(({ allowed }) => !allowed);
  const resources = pipelineResources({ place: cloud, repository, environments: ['production'] });
  const unused = (role: PipelineRole, actions: readonly string[]) => {
    const own = asked.filter((one) => one.role === pipelineRoleName(role));
    const grants = grantsOfRole(role, resources).filter(({ action }) => actions.includes(action));
    return [
      ...actions.filter((action) => !grants.some((grant) => grant.action === action)),
      ...grants
        .filter((grant) => !isUsed(grant, own))
        .map(({ action, pattern }) => `${action} on ${pattern}`),
    ].map((what) => `${role} never used ${what}`);
  };
  return [
    ...refused.map(({ role, action, resource }) => `${role} was refused ${action} on ${resource}`),
    ...(Object.entries(uses) as [PipelineRole, readonly string[]][]).flatMap(([role, actions]) =>
      unused(role, actions),
    ),
  ];
}
