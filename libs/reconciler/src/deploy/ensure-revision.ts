import type { TaskDefinitionResource } from '@phaseline/model';
import { diff } from '../engine/diff.ts';
import type { Observed } from '../engine/kind.ts';
import type { EngineScope } from '../engine/scope.ts';
import { readRevision, taskDefinition } from '../kinds/task-definition.ts';

/**
 * The ARN of a revision that is what is asked for: the first candidate that is, else one registered now.
 * @param candidates the revision that the service has, the one that was asked for by its number, and the family, whose newest may have been
 * registered by a run that was killed, or left by a deployment that failed
 */
export async function ensureRevision(
  resource: TaskDefinitionResource,
  candidates: readonly (string | undefined)[],
  scope: EngineScope,
): Promise<{ revision: string; isNew: boolean }> {
  for (const candidate of candidates) {
    const found = candidate === undefined ? undefined : await readRevision(candidate, scope);
    const revision = found?.outputs['arn'];
    if (found && revision !== undefined && isSame(resource, found)) return { revision, isNew: false };
  }
  const { arn: revision = '' } = await taskDefinition.apply(
    resource,
    { observed: undefined, changes: [] },
    scope,
  );
  scope.report({ resource: resource.id, action: 'created', detail: revision.replace(/^.*\//, '') });
  return { revision, isNew: true };
}

/** Tags do not count: they are no reason to replace running tasks. */
function isSame(resource: TaskDefinitionResource, { state, outputs }: Observed): boolean {
  return diff(taskDefinition, resource, { state, outputs }, () => undefined).length === 0;
}
