import { liveAlias, type Resource } from '@phaseline/model';
import { diff } from '../engine/diff.ts';
import type { Observed } from '../engine/kind.ts';
import type { EngineScope } from '../engine/scope.ts';
import { lambdaFunction, readFunction } from '../kinds/function.ts';
import { readRevision, taskDefinition } from '../kinds/task-definition.ts';

/**
 * The desired resources as a release looks at them: a component that runs what is wanted is not released, whatever revision or code came
 * after it. Puts what runs in place of the newest in `observed` and in the scope's outputs. Reads only.
 */
export async function seenFromRelease(
  desired: readonly Resource[],
  observed: Map<string, Observed>,
  scope: EngineScope,
): Promise<Resource[]> {
  const seen = desired.map(async (resource) => {
    if (resource.kind === 'taskDefinition') {
      // Tags are no reason to replace running tasks.
      const untagged = { ...resource, tags: {} };
      const service = desired.find(
        ({ kind, dependsOn }) => kind === 'service' && dependsOn.includes(resource.id),
      );
      const current = service && observed.get(service.id)?.outputs['taskDefinition'];
      const running = current === undefined ? undefined : await readRevision(current, scope);
      const newest = observed.get(resource.id);
      const same = [running, newest].find((found) => found && !differs(untagged, found, scope));
      // Shown against what runs, where none is the same.
      const against = same ?? running ?? newest;
      if (against) take(resource.id, { ...against, tags: undefined }, observed, scope);
      return untagged;
    }
    if (resource.kind !== 'function') return resource;
    const live = await readFunction(resource, scope, liveAlias);
    if (
      live &&
      live.version !== '$LATEST' &&
      diff(lambdaFunction, resource, live, scope.lookup).length === 0
    ) {
      take(resource.id, live, observed, scope);
    }
    return resource;
  });
  return await Promise.all(seen);
}

function differs(
  resource: Extract<Resource, { kind: 'taskDefinition' }>,
  { state, outputs }: Observed,
  { lookup }: EngineScope,
): boolean {
  return diff(taskDefinition, resource, { state, outputs }, lookup).length > 0;
}

function take(id: string, found: Observed, observed: Map<string, Observed>, scope: EngineScope): void {
  observed.set(id, found);
  scope.outputs.set(id, found.outputs);
}
