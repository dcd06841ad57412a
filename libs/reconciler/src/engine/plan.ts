import type { Resource } from '@phaseline/model';
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
}

/**
 * What must be done for everything to be as `resources` say, dependencies first. Pure.
 * @param observed what is there, by id
 */
export function plan(
  resources: readonly Resource[],
  observed: ReadonlyMap<string, Observed>,
  lookup: Lookup,
): Planned[] {
  return withDependenciesFirst(resources).map((resource) => {
    const found = observed.get(resource.id);
    if (!found) return { resource, action: 'create', changes: [] };
    const changes = diff(kindOf(resource), resource, found, lookup);
    return { resource, action: changes.length > 0 ? 'update' : 'keep', changes };
  });
}
