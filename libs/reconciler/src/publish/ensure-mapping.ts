import { checkSwitchable, type EventSourceMappingResource } from '@phaseline/model';
import { describeChanges, diff } from '../engine/diff.ts';
import type { Change, Observed } from '../engine/kind.ts';
import type { EngineScope } from '../engine/scope.ts';
import { eventSourceMapping } from '../kinds/event-source-mapping.ts';
import { queue } from '../kinds/queue.ts';
import type { FunctionRelease } from './function-release.ts';

/** What is to be done about a worker's event source mapping. */
export interface MappingChanges {
  readonly mapping: EventSourceMappingResource;
  readonly observed: Observed | undefined;
  readonly changes: readonly Change[];
  readonly changed: boolean;
}

/** Lambda's own timeout where function.json says none. */
const defaultTimeoutSeconds = 3;

/**
 * Compares a worker's mapping; reads only.
 * @param keepsConcurrency MaximumConcurrency is somebody else's: a phase switch brings it up once the function is proven, and may have been
 * killed before it was. Of a mapping that is there it stays as it is.
 * @returns undefined for a component without a queue
 * @throws Error with every reason why these settings would lose orders; nothing has been written by then
 */
export async function mappingChanges(
  { mapping: wanted, queue: source, lambda }: FunctionRelease,
  keepsConcurrency: boolean,
  scope: EngineScope,
): Promise<MappingChanges | undefined> {
  if (!wanted) return undefined;
  const observed = await eventSourceMapping.read(wanted, scope);
  const there = observed?.state['maximumConcurrency'];
  const mapping =
    keepsConcurrency && typeof there === 'number' ? { ...wanted, maximumConcurrency: there } : wanted;
  const changes = observed ? diff(eventSourceMapping, mapping, observed, scope.lookup) : [];
  const changed = !observed || changes.length > 0;
  if (changed && source?.kind === 'queue') {
    const found = await queue.read(source, scope);
    if (!found) {
      throw new Error(
        `queue ${source.name} is not there: provision the environment first (apply-phase, stage provision)`,
      );
    }
    const problems = checkSwitchable({
      queue: { ...source, ...(found.state as object) },
      timeoutSeconds: lambda.definition.Timeout ?? defaultTimeoutSeconds,
      mapping,
    });
    if (problems.length > 0)
      throw new Error(`function ${lambda.name} is not released:\n${problems.join('\n')}`);
  }
  return { mapping, observed, changes, changed };
}

/** Creates or puts right the mapping and waits until that is done. @returns its UUID */
export async function ensureMapping(
  compared: MappingChanges | undefined,
  scope: EngineScope,
): Promise<string | undefined> {
  if (!compared) return undefined;
  const { mapping, observed, changes, changed } = compared;
  if (!changed) {
    scope.report({ resource: mapping.id, action: 'unchanged' });
    return observed?.outputs['uuid'];
  }
  const { uuid } = await eventSourceMapping.apply(mapping, { observed, changes }, scope);
  await eventSourceMapping.ready?.(mapping, scope);
  scope.report({
    resource: mapping.id,
    action: observed ? 'updated' : 'created',
    ...(observed ? { detail: describeChanges(changes) } : {}),
  });
  return uuid;
}
