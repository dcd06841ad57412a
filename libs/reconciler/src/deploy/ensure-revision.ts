import type { TaskDefinitionResource } from '@phaseline/model';
import { diff } from '../engine/diff.ts';
import type { Observed } from '../engine/kind.ts';
import type { EngineScope } from '../engine/scope.ts';
import { readRevision, taskDefinition } from '../kinds/task-definition.ts';

/**
 * The ARN of a revision that is what is asked for: the one the service has, else the family's newest (registered by a run
 * that was killed, or left by a deployment that failed), else one registered now.
 * @param current the revision that the service has
 */
export async function ensureRevision(
  resource: TaskDefinitionResource,
  current: string | undefined,
  scope: EngineScope,
): Promise<{ revision: string; registered: boolean }> {
  for (const candidate of [current, resource.name]) {
    const found = candidate === undefined ? undefined : await readRevision(candidate, scope);
    const revision = found?.outputs['arn'];
    if (found && revision !== undefined && isSame(resource, found)) return { revision, registered: false };
  }
  const { arn: revision = '' } = await taskDefinition.apply(
    resource,
    { observed: undefined, changes: [] },
    scope,
  );
  scope.report({ resource: resource.id, action: 'created', detail: revision.replace(/^.*\//, '') });
  return { revision, registered: true };
}

/** Tags do not count: they are no reason to replace running tasks. */
function isSame(resource: TaskDefinitionResource, { state, outputs }: Observed): boolean {
  return diff(taskDefinition, resource, { state, outputs }, () => undefined).length === 0;
}
