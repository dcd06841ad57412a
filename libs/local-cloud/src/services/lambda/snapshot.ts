import type { Mapping } from './mappings/mapping.ts';
import type { Alias, FunctionVersion, Lambda, LambdaFunction, ResourcePolicy } from './records.ts';
import { settleLater } from './settle.ts';

type Kept<T, Maps extends keyof T> = Omit<T, Maps> & { readonly [Name in Maps]: Record<string, unknown> };
export interface Snapshot {
  readonly functions: Kept<LambdaFunction, 'versions' | 'aliases' | 'policies' | 'tags'>[];
  readonly mappings: Kept<Mapping, 'tags'>[];
}

/** Functions and mappings; the code lies in files of the cloud. */
export function takeSnapshot({ functions, mappings }: Lambda): Snapshot {
  return {
    functions: [...functions.values()].map((fn) => ({
      ...fn,
      versions: Object.fromEntries(fn.versions),
      aliases: Object.fromEntries(fn.aliases),
      tags: Object.fromEntries(fn.tags),
      policies: Object.fromEntries(
        [...fn.policies].map(([key, { revisionId, statements }]) => [
          key,
          { revisionId, statements: Object.fromEntries(statements) },
        ]),
      ),
    })),
    mappings: [...mappings.values()].map((mapping) => ({
      ...mapping,
      tags: Object.fromEntries(mapping.tags),
    })),
  };
}

const mapOf = <T>(record: Record<string, unknown>): Map<string, T> =>
  new Map(Object.entries(record)) as Map<string, T>;

/** Takes back what was kept. */
export function restoreSnapshot(lambda: Lambda, { functions, mappings }: Snapshot): void {
  for (const kept of functions) {
    const policies = mapOf<{ revisionId: string; statements: Record<string, unknown> }>(kept.policies);
    lambda.functions.set(kept.name, {
      ...kept,
      versions: mapOf<FunctionVersion>(kept.versions),
      aliases: mapOf<Alias>(kept.aliases),
      tags: mapOf<string>(kept.tags),
      policies: new Map(
        [...policies].map(([key, { revisionId, statements }]): [string, ResourcePolicy] => [
          key,
          { revisionId, statements: mapOf<object>(statements) },
        ]),
      ),
    });
  }
  for (const kept of mappings) lambda.mappings.set(kept.id, { ...kept, tags: mapOf<string>(kept.tags) });
}

/** Goes on with what was in progress, and lets mappings poll that did. */
export function resume(lambda: Lambda): void {
  for (const { latest, versions } of lambda.functions.values()) {
    for (const version of [latest, ...versions.values()]) {
      if (version.state === 'Pending' || version.lastUpdate === 'InProgress') settleLater(lambda, version);
    }
  }
  for (const mapping of lambda.mappings.values()) {
    if (mapping.state !== 'Disabled') lambda.poll(mapping);
  }
}
