import { environmentNames, type ResourceKind } from '@phaseline/model';
import { throwFailures } from '../engine/failures.ts';
import { parallelism } from '../engine/observe.ts';
import { type Outcome, runAlongDependencies } from '../engine/schedule.ts';
import type { EngineScope } from '../engine/scope.ts';
import { listOwned } from './list-owned.ts';

/** In this order, each kind after those that use it; what is in none of the rows goes last. */
const rows: readonly (readonly ResourceKind[])[] = [
  ['scalableTarget', 'eventSourceMapping', 'httpApi', 'loadBalancer'],
  ['service', 'function'],
  ['cluster', 'targetGroup', 'taskDefinition'],
];

/**
 * Removes what is still there of an environment, by what exists: what this version of the model does not know, since another branch made
 * it, and what outlived the thing it belongs to. What cannot go does not keep the rest.
 * @throws RangeError for production, whose names begin with nothing; ReconcileFailed naming what could not go
 */
export async function removeLeftovers(environment: string, scope: EngineScope): Promise<void> {
  const { prefix } = environmentNames(environment);
  if (prefix === '')
    throw new RangeError(`environment ${environment} has no prefix to know its leftovers by`);
  const found = await listOwned(scope, (name) => (name.startsWith(prefix) ? environment : undefined));
  // Several may share a name, as HTTP APIs do.
  const items = found.map((item, index) => ({ ...item, id: `${index}`, shown: item.id, dependsOn: [] }));
  const rowOf = (kind: ResourceKind) => {
    const row = rows.findIndex((kinds) => kinds.includes(kind));
    return row < 0 ? rows.length : row;
  };
  const outcomes = new Map<string, Outcome<void>>();
  for (let row = 0; row <= rows.length; row += 1) {
    const here = items.filter(({ kind }) => rowOf(kind) === row);
    const done = await runAlongDependencies(here, { parallelism, signal: scope.signal }, async (item) => {
      await item.remove(scope);
      scope.report({ resource: item.shown, action: 'removed' });
    });
    for (const item of here) {
      const outcome = done.get(item.id);
      if (outcome) outcomes.set(item.shown, outcome);
    }
  }
  throwFailures('remove', outcomes, scope.signal);
}
