import { type PipelineRole, pipelineRoleName } from '@phaseline/model';
import type { Uses } from '@phaseline/reconciler/testing/used-by-workflows';
import { readAsked } from './asked.ts';

/**
 * What whoever has a role was refused, and what the workflows' roles did not use of what only this test uses of their grants.
 * @param uses see `usedByWorkflows`, by which the test of the roles leaves these out
 */
export async function rightsProblems(cloud: { readonly url: string }, uses: Uses = {}): Promise<string[]> {
  const asked = await readAsked(cloud);
  const refused = asked.filter(({ allowed }) => !allowed);
  const used = new Set(asked.map(({ role, action }) => `${role} ${action}`));
  return [
    ...refused.map(({ role, action, resource }) => `${role} was refused ${action} on ${resource}`),
    ...(Object.entries(uses) as [PipelineRole, readonly string[]][]).flatMap(([role, actions]) =>
      actions
        .filter((action) => !used.has(`${pipelineRoleName(role)} ${action}`))
        .map((action) => `${role} never used ${action}`),
    ),
  ];
}
