import { randomBytes } from 'node:crypto';
import type { CloudEnvironment } from '../../environment.ts';

/** ARNs in the forms of https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html */
const id = (): string => randomBytes(8).toString('hex');

const prefix = (environment: CloudEnvironment): string =>
  `arn:aws:elasticloadbalancing:${environment.region}:${environment.account}`;

export const loadBalancerArn = (environment: CloudEnvironment, name: string): string =>
  `${prefix(environment)}:loadbalancer/app/${name}/${id()}`;
export const targetGroupArn = (environment: CloudEnvironment, name: string): string =>
  `${prefix(environment)}:targetgroup/${name}/${id()}`;
export const listenerArn = (loadBalancer: string): string =>
  `${loadBalancer.replace(':loadbalancer/', ':listener/')}/${id()}`;
export const ruleArn = (listener: string): string =>
  `${listener.replace(':listener/', ':listener-rule/')}/${id()}`;

/** The value of the CloudWatch dimensions `LoadBalancer` and `TargetGroup`: what follows the resource type in the ARN. */
export const dimensionOf = (arn: string): string =>
  arn
    .split(':')
    .slice(5)
    .join(':')
    .replace(/^loadbalancer\//, '');
