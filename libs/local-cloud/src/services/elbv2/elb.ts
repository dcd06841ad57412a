import type { Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { CertificateReader } from '../acm/index.ts';
import type { DataPlane } from './data-plane/data-plane.ts';
import { refuse } from './errors.ts';
import type { ListenerRecord, LoadBalancerRecord, RuleRecord, TargetGroupRecord } from './model.ts';
import type { VpcReader } from './vpc-reader.ts';

export interface Records {
  readonly loadBalancers: Map<string, LoadBalancerRecord>;
  readonly targetGroups: Map<string, TargetGroupRecord>;
  readonly listeners: Map<string, ListenerRecord>;
}

/** What every operation works on. */
export interface Elb extends Records {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly vpc: VpcReader;
  readonly certificates: CertificateReader;
  readonly dataPlane: DataPlane;
}

export function findLoadBalancer(elb: Records, arn: string | undefined): LoadBalancerRecord {
  const found = elb.loadBalancers.get(arn ?? '');
  if (found === undefined) throw refuse('LoadBalancerNotFound', `Load balancer '${arn}' not found`);
  return found;
}

export function findTargetGroup(elb: Records, arn: string | undefined): TargetGroupRecord {
  const found = elb.targetGroups.get(arn ?? '');
  if (found === undefined) throw refuse('TargetGroupNotFound', `Target group '${arn}' not found`);
  return found;
}

export function findListener(elb: Records, arn: string | undefined): ListenerRecord {
  const found = elb.listeners.get(arn ?? '');
  if (found === undefined) throw refuse('ListenerNotFound', `Listener '${arn}' not found`);
  return found;
}

export function findRule(
  elb: Records,
  arn: string | undefined,
): { listener: ListenerRecord; rule: RuleRecord } {
  for (const listener of elb.listeners.values()) {
    const rule = listener.rules.find((candidate) => candidate.arn === arn);
    if (rule !== undefined) return { listener, rule };
  }
  throw refuse('RuleNotFound', `Rule '${arn}' not found`);
}

export const listenersOf = (elb: Records, loadBalancerArn: string): ListenerRecord[] =>
  [...elb.listeners.values()].filter((listener) => listener.loadBalancerArn === loadBalancerArn);

/** The ARNs of the target groups that a rule forwards to. */
export const groupsOfRule = (rule: RuleRecord): string[] =>
  rule.actions
    .flatMap((action) => action.ForwardConfig?.TargetGroups ?? [])
    .flatMap((tuple) => tuple.TargetGroupArn ?? []);

/** The load balancers whose rules forward to a target group. */
export function loadBalancersOf(elb: Records, targetGroupArn: string): string[] {
  const arns = [...elb.listeners.values()]
    .filter((listener) => listener.rules.some((rule) => groupsOfRule(rule).includes(targetGroupArn)))
    .map((listener) => listener.loadBalancerArn);
  return [...new Set(arns)];
}
