import type { LocalCloud } from '@phaseline/local-cloud';
import { desiredResources, type Phase } from '@phaseline/model';
import { grantsOf, isUsed, readAsked } from './grants.ts';

/**
 * What components may do where a phase places them, and never did, as `<role>: <action> on <resource>`. Of their own policies: what boundaries
 * leave open gives nobody anything, and AWS's own policy of the execution role is not ours.
 */
export async function unusedByComponents(cloud: LocalCloud, phase: Phase): Promise<string[]> {
  const { account, region } = cloud;
  const asked = await readAsked(cloud.url);
  const state = { account, region, phase, environment: 'production', emailFrom: 'orders@example.com' };
  const unused = desiredResources(state).flatMap((resource) => {
    if (resource.kind !== 'rolePolicy') return [];
    const own = asked.filter(({ role }) => role === resource.role);
    return grantsOf(resource.policy.Statement)
      .filter((grant) => !isUsed(grant, own))
      .map(({ action, pattern }) => `${resource.role}: ${action} on ${pattern}`);
  });
  return unused.toSorted();
}
