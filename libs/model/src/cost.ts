import { componentTraits } from './components.ts';
import type { Resource } from './resource.ts';

/** List prices in US dollars, us-east-1, x86, read 2026-08. */
export const prices = {
  fargateVcpuHour: 0.04048,
  fargateGbHour: 0.004445,
  loadBalancerHour: 0.0225,
  publicIpv4Hour: 0.005,
  sqsMillionRequests: 0.4,
} as const;

const hoursPerMonth = 730;
/** Receives per second that each running worker keeps open against an empty queue. */
const idlePollsPerSecond = 1 / 20;

export interface CostItem {
  readonly id: string;
  /** US dollars per month. */
  readonly monthly: number;
  readonly why: string;
}

export interface MonthlyCost {
  /** US dollars per month. */
  readonly total: number;
  readonly items: readonly CostItem[];
}

/**
 * What the resources cost per month while no order comes: every service at the least number of tasks it may scale to. What
 * is paid by use (messages, requests, storage) is zero but for the workers' polling.
 * @param options.zones availability zones of the load balancer, each with a public address
 */
export function monthlyCost(resources: readonly Resource[], { zones = 2 } = {}): MonthlyCost {
  const items = resources.flatMap((resource): CostItem[] => {
    if (resource.kind === 'loadBalancer') return [loadBalancerCost(resource.id, zones)];
    if (resource.kind === 'scalableTarget') return [serviceCost(resource)];
    return [];
  });
  return { total: items.reduce((sum, { monthly }) => sum + monthly, 0), items };
}

function loadBalancerCost(id: string, zones: number): CostItem {
  const hourly = prices.loadBalancerHour + zones * prices.publicIpv4Hour;
  return { id, monthly: hourly * hoursPerMonth, why: `load balancer and ${zones} public addresses` };
}

function serviceCost(resource: Extract<Resource, { kind: 'scalableTarget' }>): CostItem {
  const { component, id, min } = resource;
  if (component === undefined) return { id, monthly: 0, why: 'no component' };
  const { cpu, memory, role } = componentTraits[component];
  const perTask =
    (cpu / 1024) * prices.fargateVcpuHour + (memory / 1024) * prices.fargateGbHour + prices.publicIpv4Hour;
  const polls =
    role === 'worker' ? ((idlePollsPerSecond * 3600 * hoursPerMonth) / 1e6) * prices.sqsMillionRequests : 0;
  return {
    id,
    monthly: min * (perTask * hoursPerMonth + polls),
    why: `${min} Fargate task of ${cpu} CPU and ${memory} MiB, its public address${role === 'worker' ? ', polling' : ''}`,
  };
}
