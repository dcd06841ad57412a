import type { Resource } from '@phaseline/model';
import { type Planned, plan } from '../engine/plan.ts';
import { removalCall } from '../kinds/removal-calls.ts';
import { kindOf } from '../kinds/index.ts';
import type { World } from './world.ts';

/** What applying `resources` will do; the world is then as they say. */
export function putRight(resources: readonly Resource[], world: World): Planned[] {
  const planned = plan(resources, world.there, world.lookup);
  for (const { resource, action } of planned) {
    if (action !== 'keep') settle(resource, world);
  }
  return planned;
}

/** Takes a resource as being as it should. */
export function settle(resource: Resource, { there, lookup }: World): void {
  const found = there.get(resource.id);
  there.set(resource.id, {
    state: kindOf(resource).want(resource, lookup),
    tags: resource.tags,
    outputs: found?.outputs ?? {},
  });
}

/** The calls of removing those of `resources` that are there; then they are not. */
export function takeAway(resources: readonly Resource[], { there }: World): string[] {
  return resources.filter(({ id }) => there.delete(id)).map(removalCall);
}
