import type { Placement, Resource } from '@phaseline/model';
import { apply } from '../../engine/apply.ts';
import { observe } from '../../engine/observe.ts';
import { remove } from '../../engine/remove.ts';
import { type FrontName, frontOf } from '../../switch/facts.ts';
import type { SwitchRun } from '../switch-run.ts';

/**
 * What stays when a front is removed: security groups, which tasks may still have; the target group, which goes with the service that
 * refers to it; the permission, which goes with the function.
 */
export const stayingKinds: readonly string[] = ['securityGroup', 'targetGroup', 'functionPermission'];

/** All of a front in place. */
export async function createFront(front: FrontName, run: SwitchRun): Promise<void> {
  const resources = run.sides.front(placementOf(front));
  await apply(resources, await observe(resources, run), run);
}

/** A front that nobody calls taken out of the domain's answers and removed; what it is found by goes last. */
export async function removeFront(front: FrontName, run: SwitchRun): Promise<void> {
  const placement = placementOf(front);
  await run.domain?.withdraw(placement);
  const resources = run.sides.front(placement).filter(({ kind }) => !stayingKinds.includes(kind));
  const isBase = ({ kind }: Resource) => kind === 'loadBalancer' || kind === 'httpApi';
  const base = resources.filter(isBase);
  const rest = resources.filter((resource) => !isBase(resource));
  const observed = await observe(resources, run);
  await remove(rest, observed, run);
  await remove(base, observed, run);
}

/** Divides the domain's answers between the fronts that are there. */
export async function shiftWeight(httpApiWeight: number, run: SwitchRun): Promise<void> {
  if (!run.domain) throw new Error('no domain is configured: nothing divides requests between the fronts');
  const found = [...run.sides.front('ecs'), ...run.sides.front('lambda')].filter(
    ({ kind }) => kind === 'loadBalancer' || kind === 'httpApi',
  );
  const observed = await observe(found, run);
  const address = (kind: string): string | undefined => {
    const id = found.find((resource) => resource.kind === kind)?.id ?? '';
    const outputs = observed.get(id)?.outputs;
    return outputs?.['dnsName'] ?? outputs?.['endpoint']?.replace(/^https?:\/\//, '');
  };
  await run.domain.divide(httpApiWeight, { ecs: address('loadBalancer'), lambda: address('httpApi') });
}

function placementOf(front: FrontName): Placement {
  return front === frontOf.ecs ? 'ecs' : 'lambda';
}
