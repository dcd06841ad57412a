import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Component, EventSourceMappingResource } from '@phaseline/model';
import { diff } from '../engine/diff.ts';
import type { Observed } from '../engine/kind.ts';
import { knownAfterwards, type Planned } from '../engine/plan.ts';
import { eventSourceMapping } from '../kinds/event-source-mapping.ts';
import { configurationHash } from '../kinds/function-form.ts';
import { plannedCalls } from '../kinds/calls.ts';
import { settle } from './put-right.ts';
import type { Published, World } from './world.ts';

const publishVersion = 'lambda PublishVersion';

/**
 * What publish-lambda does about one component's function, its alias and its mapping: a version that takes no work yet. The world is
 * then as it leaves it.
 * @param planned of the function, its alias and its mapping, as if each were put right by itself
 * @param runs whether the newest version is live, and is what is wanted
 */
export function foreseeFunctionRelease(
  component: Component,
  planned: { readonly lambda: Planned; readonly alias: Planned; readonly mapping: Planned | undefined },
  { published, runs }: { readonly published: Published | undefined; readonly runs: boolean },
  world: World,
): Planned[] {
  const { lambda, alias } = planned;
  const live = published?.live !== undefined;
  const mapping = planned.mapping && foreseeMapping(planned.mapping, live, world);
  const kept = mapping ? [mapping] : [];
  if (runs) return [lambda, { ...alias, calls: [] }, ...kept];
  const latest = world.there.get(lambda.resource.id);
  const isNew = !isPublished(lambda, latest, published?.newest);
  const newestIsLive = !isNew && published?.newest?.Version === published?.live;
  const onTrial = !isNew && published?.shared.includes(published.newest?.Version ?? '') === true;
  world.functions.set(component, { live, newestIsLive, onTrial });
  settle(lambda.resource, world);
  // A version goes live with the switch, so the alias is moved there; Lambda makes none where the newest is the same.
  if (newestIsLive) return [{ ...lambda, calls: [...lambda.calls, publishVersion] }, alias, ...kept];
  const moved: Planned =
    alias.action === 'keep'
      ? {
          ...alias,
          action: 'update',
          changes: [{ field: 'version', from: published?.live, to: knownAfterwards }],
        }
      : alias;
  return [lambda, { ...moved, calls: [publishVersion] }, ...kept];
}

/** Whether publishing what the function will be makes no new version. */
function isPublished(
  { changes }: Planned,
  latest: Observed | undefined,
  newest: FunctionConfiguration | undefined,
): boolean {
  if (!latest || !newest) return false;
  const notVersioned = /^(?:tags\.|ReservedConcurrentExecutions)/;
  if (changes.some(({ field }) => !notVersioned.test(field))) return false;
  const { codeSha256, configuration } = latest.outputs;
  return newest.CodeSha256 === codeSha256 && configurationHash(newest) === configuration;
}

/** Whether it consumes is the switch's to say; how, the release's, once there is an alias to map to. */
function foreseeMapping(planned: Planned, live: boolean, world: World): Planned {
  const wanted = planned.resource as EventSourceMappingResource;
  const found = world.there.get(wanted.id);
  if (!live) return { ...planned, calls: [] };
  const there = found?.state['maximumConcurrency'];
  // How much it takes at once is the switch's, too.
  const { enabled: _, ...rest } = wanted;
  const settings = typeof there === 'number' ? { ...rest, maximumConcurrency: there } : rest;
  const { enabled = false, ...state } = found?.state ?? {};
  const observed = found && { ...found, state };
  const changes = observed ? diff(eventSourceMapping, settings, observed, world.lookup) : [];
  const calls = plannedCalls(settings, { observed, changes });
  if (calls.length > 0) {
    settle(settings, world);
    const settled = world.there.get(wanted.id);
    if (settled) world.there.set(wanted.id, { ...settled, state: { ...settled.state, enabled } });
  }
  return { ...planned, calls };
}
