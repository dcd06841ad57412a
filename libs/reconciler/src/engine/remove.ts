import type { Resource } from '@phaseline/model';
import { kindOf } from '../kinds/index.ts';
import { throwFailures } from './failures.ts';
import type { Observed } from './kind.ts';
import { parallelism, withDependenciesFirst } from './observe.ts';
import { runAlongDependencies } from './schedule.ts';
import type { EngineScope } from './scope.ts';

/**
 * Removes what is there, each after everything that depends on it. Removing what is gone is fine.
 * @returns the ids of what was removed
 * @throws ReconcileFailed when some could not be removed, after everything they do not hold back is
 */
export async function remove(
  resources: readonly Resource[],
  observed: ReadonlyMap<string, Observed>,
  scope: EngineScope,
): Promise<string[]> {
  const removed: string[] = [];
  const outcomes = await runAlongDependencies(
    reversed(withDependenciesFirst(resources)),
    { parallelism, signal: scope.signal },
    async (resource) => {
      const found = observed.get(resource.id);
      if (!found) return;
      await kindOf(resource).remove(resource, found, scope);
      scope.report({ resource: resource.id, action: 'removed' });
      removed.push(resource.id);
    },
  );
  throwFailures('remove', outcomes, scope.signal);
  return removed;
}

/** The same resources with every dependency turned round. */
function reversed(ordered: readonly Resource[]): Resource[] {
  const dependents = new Map<string, string[]>();
  for (const { id, dependsOn } of ordered) {
    for (const needed of dependsOn) dependents.set(needed, [...(dependents.get(needed) ?? []), id]);
  }
  return ordered
    .toReversed()
    .map((resource) => ({ ...resource, dependsOn: dependents.get(resource.id) ?? [] }));
}
