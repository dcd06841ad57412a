import type { Resource } from '@phaseline/model';
import type { Clients } from '../aws/clients.ts';
import { observe } from '../engine/observe.ts';
import { createEngineScope } from '../engine/scope.ts';
import { driftApart } from './drift.ts';
import { driftFurther } from './more-drift.ts';

/** Changes one resource of each kind of name by hand, in two ways: putting a role of a function right is another right than a task's. */
export async function changeByHand(resources: readonly Resource[], clients: Clients): Promise<void> {
  const scope = await createEngineScope({ clients });
  await observe(resources, scope);
  const kinds = resources.map(kindOf);
  const one = resources.filter((_, index) => kinds.indexOf(kinds[index] ?? '') === index);
  for (const resource of one) await driftApart(resource, scope);
  for (const resource of one) await driftFurther(resource, scope);
}

/** Its kind, and the kind of name that it has: the same for all components. */
function kindOf({ kind, name, component }: Resource): string {
  if (component === undefined) return `${kind} ${name}`;
  return `${kind} ${name.replaceAll(component, '').replaceAll(component.replace(/-service$/, ''), '')}`;
}
