import type { Resource } from '@phaseline/model';
import type { Clients } from '../aws/clients.ts';
import { observe } from '../engine/observe.ts';
import { createEngineScope } from '../engine/scope.ts';
import { driftApart } from './drift.ts';
import { driftFurther } from './more-drift.ts';

/** Changes resources by hand, in two ways: putting a role of a function right is another right than a task's. */
export async function changeByHand(resources: readonly Resource[], clients: Clients): Promise<void> {
  const scope = await createEngineScope({ clients });
  await observe(resources, scope);
  // Aliases last: what stands on them cannot be changed any more then.
  const rank = ({ kind }: Resource): number => Number(kind === 'functionAlias');
  for (const resource of resources.toSorted((one, other) => rank(one) - rank(other)))
    await driftApart(resource, scope);
  for (const resource of resources) await driftFurther(resource, scope);
}

/** One resource of each kind of name, for whoever may touch all names alike. */
export function oneOfEach(resources: readonly Resource[]): Resource[] {
  const kinds = resources.map(kindOf);
  return resources.filter((_, index) => kinds.indexOf(kinds[index] ?? '') === index);
}

/** Its kind, and the kind of name that it has: the same for all components. */
function kindOf({ kind, name, component }: Resource): string {
  if (component === undefined) return `${kind} ${name}`;
  return `${kind} ${name.replaceAll(component, '').replaceAll(component.replace(/-service$/, ''), '')}`;
}
