import { type Component, liveAlias, type Resource } from '@phaseline/model';
import { diff } from '../engine/diff.ts';
import type { Observed } from '../engine/kind.ts';
import type { EngineScope } from '../engine/scope.ts';
import { readPublished } from '../execute/observe/observe-function.ts';
import type { Published } from '../forecast/world.ts';
import { lambdaFunction, readFunction } from '../kinds/function.ts';
import { readRevision, taskDefinition } from '../kinds/task-definition.ts';
import type { PlanPhaseRequest } from './plan-phase.ts';

/** What was found before. */
interface Looked {
  readonly observed: Map<string, Observed>;
  readonly published: ReadonlyMap<Component, Published>;
}

/**
 * The desired resources as a release looks at them: a component that runs what is wanted is not released, whatever revision or code came
 * after it. Puts what runs in place of the newest in `observed` and in the scope's outputs. Reads only.
 * @param published what is published of each function that is there
 */
export async function seenFromRelease(
  desired: readonly Resource[],
  releases: PlanPhaseRequest['releases'],
  { observed, published }: Looked,
  scope: EngineScope,
): Promise<{ desired: Resource[]; running: Set<Component> }> {
  const running = new Set<Component>();
  const seen = desired.map(async (resource) => {
    if (resource.kind === 'taskDefinition') {
      // Tags are no reason to replace running tasks.
      const untagged = { ...resource, tags: {} };
      const service = desired.find(
        ({ kind, dependsOn }) => kind === 'service' && dependsOn.includes(resource.id),
      );
      const current = service && observed.get(service.id)?.outputs['taskDefinition'];
      const present = current === undefined ? undefined : await readRevision(current, scope);
      const asked = resource.component && releases?.[resource.component];
      const known = asked === undefined ? undefined : await readRevision(asked, scope);
      const newest = observed.get(resource.id);
      const same = [present, known, newest].find((found) => found && !differs(untagged, found, scope));
      // Shown against what runs, where none is the same.
      const against = same ?? present ?? newest;
      if (against) take(resource.id, { ...against, tags: undefined }, observed, scope);
      return untagged;
    }
    if (resource.kind !== 'function' || !resource.component) return resource;
    const { newest, live: version } = published.get(resource.component) ?? {};
    // Who moves the alias takes the newest version: where one came after what is live, it is published once more.
    if (version === undefined || newest?.Version !== version) return resource;
    const live = await readFunction(resource, scope, liveAlias);
    if (live && diff(lambdaFunction, resource, live, scope.lookup).length === 0) {
      running.add(resource.component);
      take(resource.id, live, observed, scope);
    }
    return resource;
  });
  return { desired: await Promise.all(seen), running };
}

/** What is published of each function that is there. Reads only. */
export async function publishedOf(
  known: readonly Resource[],
  observed: ReadonlyMap<string, Observed>,
  scope: EngineScope,
): Promise<Map<Component, Published>> {
  const found = known.map(async ({ kind, id, name, component }) => {
    if (kind !== 'function' || !component || !observed.has(id)) return [];
    const versions = await readPublished(name, scope);
    return versions ? [[component, versions] as const] : [];
  });
  return new Map((await Promise.all(found)).flat());
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
