import type { LocalCloud } from '@phaseline/local-cloud';
import { readAsked } from './grants.ts';

/** What whoever has a role was refused, a line each. */
export async function refusals({ url }: Pick<LocalCloud, 'url'>): Promise<string[]> {
  const asked = await readAsked(url);
  return asked
    .filter(({ allowed }) => !allowed)
    .map(({ role, action, resource }) => `${role} was refused ${action} on ${resource}`);
}
