import { apiComponent, type Component, components, type Domain } from '@phaseline/model';
import type { Observed } from '../engine/kind.ts';
import type { EngineScope } from '../engine/scope.ts';
import { openDomain } from '../execute/domain.ts';
import { describeService } from '../kinds/describe-service.ts';
import { findScalableTarget, isSuspended } from '../kinds/scalable-target.ts';
import type { Setting } from './world-facts.ts';
import type { ForeseenService, Published, World } from './world.ts';

/**
 * The world as it is before a deploy. Reads only.
 * @param known what is there, by id, and what is published of functions
 */
export async function readWorld(
  {
    observed,
    published,
  }: { observed: ReadonlyMap<string, Observed>; published: ReadonlyMap<Component, Published> },
  domain: Domain | undefined,
  setting: Setting,
  scope: EngineScope,
): Promise<World> {
  const services = await Promise.all(
    components.map(async (component) => [component, await readService(component, setting, scope)] as const),
  );
  return {
    there: new Map(observed),
    lookup: scope.lookup,
    services: new Map(
      services.filter((entry): entry is [Component, ForeseenService] => entry[1] !== undefined),
    ),
    functions: new Map(
      [...published].map(([component, { newest, live, shared }]) => [
        component,
        {
          live: live !== undefined,
          newestIsLive: live !== undefined && newest?.Version === live,
          onTrial: shared.includes(newest?.Version ?? ''),
        },
      ]),
    ),
    domain: domain && (await readDomain(domain.name, setting, scope)),
  };
}

async function readService(component: Component, { names, sides }: Setting, scope: EngineScope) {
  const [found, target] = await Promise.all([
    describeService(names.cluster, names.service(component), scope),
    findScalableTarget(sides.one(component, 'scalableTarget').resourceId, scope),
  ]);
  if (found?.status !== 'ACTIVE') return undefined;
  return { desired: found.desiredCount ?? 0, suspended: target !== undefined && isSuspended(target) };
}

async function readDomain(
  name: string,
  { names, goal }: Setting,
  scope: EngineScope,
): Promise<World['domain']> {
  const domain = await openDomain(name, names.prefix, scope);
  return {
    httpApiWeight: await domain.readWeight(goal[apiComponent]),
    records: new Set(await domain.readRecords()),
  };
}
