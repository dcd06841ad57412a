import { apiComponent, type Placement, type Resource } from '@phaseline/model';
import { apply } from '../../engine/apply.ts';
import { observe } from '../../engine/observe.ts';
import type { Outputs } from '../../engine/kind.ts';
import { remove } from '../../engine/remove.ts';
import { type FrontName, frontOf } from '../../switch/facts.ts';
import type { Alias } from '../domain.ts';
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
  const loadBalancer = run.sides.one(apiComponent, 'loadBalancer');
  const httpApi = run.sides.one(apiComponent, 'httpApi');
  const name = run.sides.one(apiComponent, 'domainName');
  const observed = await observe([loadBalancer, httpApi, name], run);
  const outputs = ({ id }: Resource) => observed.get(id)?.outputs;
  await run.domain.divide(httpApiWeight, {
    ecs: aliasOf(outputs(loadBalancer), 'dnsName'),
    // The name stays when its API is gone.
    lambda: observed.has(httpApi.id) ? aliasOf(outputs(name), 'target') : undefined,
  });
}

function aliasOf(outputs: Outputs | undefined, host: string): Alias | undefined {
  if (!outputs) return undefined;
  const { [host]: DNSName = '', hostedZone: HostedZoneId = '' } = outputs;
  return { DNSName, HostedZoneId };
}

function placementOf(front: FrontName): Placement {
  return front === frontOf.ecs ? 'ecs' : 'lambda';
}
