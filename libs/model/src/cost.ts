import { componentTraits } from './components.ts';
import { assumedMilliseconds, functionCost, httpApiCost, mappingCost } from './cost-lambda.ts';
import { hoursPerMonth, idlePollsPerSecond, prices } from './prices.ts';
import type { Resource } from './resource.ts';

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
 * What the resources cost per month: every service at the least number of tasks it may scale to, functions and the HTTP API by what
 * comes in. What costs the same wherever a component is placed (SNS, DynamoDB, mail and what SES tells of it, storage, logs) is not in it.
 * @param options.zones availability zones of the load balancer, each with a public address
 * @param options.ordersPerSecond on average over the month; 0 by default: nobody orders
 * @param options.milliseconds what is billed of an invocation, where it was measured
 */
export function monthlyCost(
  resources: readonly Resource[],
  { zones = 2, ordersPerSecond = 0, milliseconds = assumedMilliseconds } = {},
): MonthlyCost {
  const load = { ordersPerSecond, milliseconds };
  const items = resources.flatMap((resource): CostItem[] => {
    if (resource.kind === 'loadBalancer') return [loadBalancerCost(resource.id, zones)];
    if (resource.kind === 'scalableTarget') return [serviceCost(resource)];
    if (resource.kind === 'function') return [functionCost(resource, resources, load)];
    if (resource.kind === 'eventSourceMapping') return [mappingCost(resource, load)];
    if (resource.kind === 'httpApi') return [httpApiCost(resource.id, load)];
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
