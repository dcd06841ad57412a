import type { Resource, ResourceKind } from '@phaseline/model';
import { isAwsError } from '../aws/errors.ts';
import { kindOf } from '../kinds/index.ts';
import { describeChanges, diff } from './diff.ts';
import { throwFailures } from './failures.ts';
import type { Change, Observed } from './kind.ts';
import { parallelism, withDependenciesFirst } from './observe.ts';
import { runAlongDependencies } from './schedule.ts';
import type { EngineScope } from './scope.ts';

/** What was done about one resource. */
export interface Applied {
  readonly kind: ResourceKind;
  readonly name: string;
  readonly action: 'created' | 'updated' | 'unchanged';
  readonly changes: readonly Change[];
}

/**
 * Creates what is not there and puts right what differs, in parallel along the dependencies; touches nothing else.
 * @param observed what is there, by id, as `observe` found it in the same scope
 * @throws ReconcileFailed when resources failed, after everything that does not depend on them is done
 */
export async function apply(
  resources: readonly Resource[],
  observed: ReadonlyMap<string, Observed>,
  scope: EngineScope,
): Promise<Applied[]> {
  const ordered = withDependenciesFirst(resources);
  const settling: { resource: Resource; ready: Promise<void> }[] = [];
  const outcomes = await runAlongDependencies(
    ordered,
    { parallelism, signal: scope.signal },
    async (resource) => {
      const applied = await applyOne(resource, observed.get(resource.id), scope);
      if (applied.action !== 'unchanged' || observed.get(resource.id)?.pending) {
        const ready = kindOf(resource).ready?.(resource, scope) ?? Promise.resolve();
        // Dependents need it to be there, not to be ready: all getting ready goes on side by side.
        ready.catch(() => undefined);
        settling.push({ resource, ready });
      }
      return applied;
    },
  );
  for (const { resource, ready } of settling) {
    try {
      await ready;
    } catch (error) {
      outcomes.set(resource.id, { status: 'failed', error });
    }
  }
  throwFailures('put right', outcomes, scope.signal);
  return ordered.flatMap(({ id }) => {
    const outcome = outcomes.get(id);
    return outcome?.status === 'done' ? [outcome.value] : [];
  });
}

/**
 * How services say that what was to be created is there. It was not when we looked: the answer to our own first attempt was lost
 * and the SDK tried again, or a run beside ours was quicker. Either way it is adopted.
 */
const alreadyThere = [
  'AlreadyExists',
  'Conflict',
  'DuplicateListener',
  'DuplicateLoadBalancerName',
  'DuplicateTargetGroupName',
  'EntityAlreadyExists',
  'InvalidGroup.Duplicate',
  'QueueNameExists',
  'RepositoryAlreadyExists',
  'ResourceConflict',
  'ResourceInUse',
];

async function applyOne(
  resource: Resource,
  observed: Observed | undefined,
  scope: EngineScope,
): Promise<Applied> {
  const { kind, name, id } = resource;
  const way = kindOf(resource);
  // Compared again here: what it refers to may only now be there.
  const changes = observed ? diff(way, resource, observed, scope.lookup) : [];
  if (observed && changes.length === 0) {
    scope.report({ resource: id, action: 'unchanged' });
    return { kind, name, action: 'unchanged', changes };
  }
  try {
    scope.outputs.set(id, await way.apply(resource, { observed, changes }, scope));
  } catch (error) {
    const there = !observed && isAwsError(error, ...alreadyThere) && (await way.read(resource, scope));
    if (!there) throw error;
    scope.outputs.set(id, there.outputs);
    // What we just made is put right where it is not, and reported as what it is: new.
    const { changes: left } = await applyOne(resource, there, { ...scope, report: () => undefined });
    scope.report({ resource: id, action: 'created' });
    return { kind, name, action: 'created', changes: left };
  }
  const action = observed ? 'updated' : 'created';
  scope.report({
    resource: id,
    action,
    ...(observed ? { detail: describeChanges(changes) } : {}),
  });
  return { kind, name, action, changes };
}
