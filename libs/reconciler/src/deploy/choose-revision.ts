import type { TaskDefinitionResource } from '@phaseline/model';
import { diff } from '../engine/diff.ts';
import type { KindScope, Observed } from '../engine/kind.ts';
import { readRevision, taskDefinition } from '../kinds/taskDefinition.ts';

/** A revision that is what was asked for, or none yet. */
export interface Chosen {
  /** Undefined when one must be registered. */
  readonly revision: string | undefined;
  /** ECS's container definitions of it. */
  readonly images: readonly string[];
}

/**
 * Looks for a revision that is already what is asked for: the one the service has, else the family's newest (registered by
 * a run that was killed, or left by a deployment that failed). Reads only.
 * @param current the revision that the service has
 */
export async function chooseRevision(
  resource: TaskDefinitionResource,
  current: string | undefined,
  scope: KindScope,
): Promise<Chosen> {
  const images = (resource.definition.containerDefinitions ?? []).flatMap(({ image }) =>
    image === undefined ? [] : [image],
  );
  for (const candidate of [current, resource.name]) {
    const found = candidate === undefined ? undefined : await readRevision(candidate, scope);
    if (found && isSame(resource, found)) return { revision: found.outputs['arn'], images };
  }
  return { revision: undefined, images };
}

/** Tags do not count: they are no reason to replace running tasks. */
function isSame(resource: TaskDefinitionResource, { state, outputs }: Observed): boolean {
  return diff(taskDefinition, resource, { state, outputs }, () => undefined).length === 0;
}
