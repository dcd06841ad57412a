import type { Resource, ResourceKind } from '@phaseline/model';
import { plannedCalls } from '../kinds/calls.ts';
import { kindOf } from '../kinds/index.ts';
import { diff } from './diff.ts';
import type { Change, Lookup, Observed } from './kind.ts';
import { withDependenciesFirst } from './observe.ts';

/** What is to be done about one resource. */
export interface Planned {
  readonly resource: Resource;
  readonly action: 'create' | 'update' | 'keep';
  /** Of an update. */
  readonly changes: readonly Change[];
  /** The calls that doing it makes, as `<service> <Operation>`, in order. */
  readonly calls: readonly string[];
}

/** What only AWS will know, once it is done: what follows it changes with it. */
export const knownAfterwards = '(known after apply)';

/**
 * What must be done for everything to be as `resources` say, dependencies first. Pure.
 * @param observed what is there, by id
 */
export function plan(
  resources: readonly Resource[],
  observed: ReadonlyMap<string, Observed>,
  lookup: Lookup,
): Planned[] {
  const renewed = new Map<string, readonly string[]>();
  const after: Lookup = (id, output) =>
    renewed.get(id)?.includes(output) ? knownAfterwards : lookup(id, output);
  return withDependenciesFirst(resources).map((resource) => {
    const found = observed.get(resource.id);
    const changes = found ? diff(kindOf(resource), resource, found, after) : [];
    const calls = plannedCalls(resource, { observed: found, changes });
    if (calls.length > 0 && found) renewed.set(resource.id, renewedOutputs(resource.kind, changes));
    const action = !found ? 'create' : changes.length > 0 ? 'update' : 'keep';
    return { resource, action, changes, calls };
  });
}

/** The outputs that are others after an update: a revision has a new ARN, a function's code and settings are what versions go by. */
function renewedOutputs(kind: ResourceKind, changes: readonly Change[]): readonly string[] {
  if (changes.every(({ field }) => field.startsWith('tags.'))) return [];
  if (kind === 'taskDefinition') return ['arn'];
  return kind === 'function' ? ['codeSha256', 'configuration'] : [];
}
