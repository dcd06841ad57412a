import { inOrder, type Resource } from '@phaseline/model';
import { kindOf } from '../kinds/index.ts';
import { throwFailures } from './failures.ts';
import type { Observed } from './kind.ts';
import { runAlongDependencies } from './schedule.ts';
import type { EngineScope } from './scope.ts';

/** How many resources are worked on at once. */
export const parallelism = 16;

/**
 * Reads every resource; never writes. What is there gives its outputs to the scope, so that those which refer to it can be
 * read and compared.
 * @returns what was found, by id; what is not there is left out
 * @throws ReconcileFailed naming every resource that could not be read
 */
export async function observe(
  resources: readonly Resource[],
  scope: EngineScope,
): Promise<Map<string, Observed>> {
  const found = new Map<string, Observed>();
  const outcomes = await runAlongDependencies(
    withDependenciesFirst(resources),
    { parallelism, signal: scope.signal },
    async (resource) => {
      const observed = await kindOf(resource).read(resource, scope);
      if (!observed) return;
      found.set(resource.id, observed);
      scope.outputs.set(resource.id, observed.outputs);
    },
  );
  throwFailures('read', outcomes, scope.signal);
  return found;
}

/** Dependencies outside of the list count as met: they were put in place by an earlier stage. */
export function withDependenciesFirst(resources: readonly Resource[]): Resource[] {
  const ids = new Set(resources.map(({ id }) => id));
  return inOrder(
    resources.map((resource) => ({
      ...resource,
      dependsOn: resource.dependsOn.filter((id) => ids.has(id)),
    })),
  );
}
