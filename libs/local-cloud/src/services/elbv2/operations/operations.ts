import type { Elb } from '../elb.ts';
import { createListener } from './create-listener.ts';
import { createLoadBalancer } from './create-load-balancer.ts';
import { createRule } from './create-rule.ts';
import { createTargetGroup } from './create-target-group.ts';
import { deleteListener } from './delete-listener.ts';
import { deleteLoadBalancer } from './delete-load-balancer.ts';
import { deleteRule } from './delete-rule.ts';
import { deleteTargetGroup } from './delete-target-group.ts';
import { deregisterTargets } from './deregister-targets.ts';
import { describeAccountLimits } from './describe-account-limits.ts';
import { describeListeners } from './describe-listeners.ts';
import { describeLoadBalancers } from './describe-load-balancers.ts';
import { describeRules } from './describe-rules.ts';
import { describeTargetGroups } from './describe-target-groups.ts';
import { describeTargetHealth } from './describe-target-health.ts';
import { describeLoadBalancerAttributes, modifyLoadBalancerAttributes } from './load-balancer-attributes.ts';
import { setSecurityGroups, setSubnets } from './load-balancer-placement.ts';
import { modifyListener } from './modify-listener.ts';
import { modifyRule } from './modify-rule.ts';
import { modifyTargetGroup } from './modify-target-group.ts';
import { registerTargets } from './register-targets.ts';
import { setRulePriorities } from './set-rule-priorities.ts';
import { addTags, describeTags, removeTags } from './tags.ts';
import { describeTargetGroupAttributes, modifyTargetGroupAttributes } from './target-group-attributes.ts';

/** Every operation of this service by its API name. */
export const createOperations = (elb: Elb) => ({
  AddTags: addTags(elb),
  CreateListener: createListener(elb),
  CreateLoadBalancer: createLoadBalancer(elb),
  CreateRule: createRule(elb),
  CreateTargetGroup: createTargetGroup(elb),
  DeleteListener: deleteListener(elb),
  DeleteLoadBalancer: deleteLoadBalancer(elb),
  DeleteRule: deleteRule(elb),
  DeleteTargetGroup: deleteTargetGroup(elb),
  DeregisterTargets: deregisterTargets(elb),
  DescribeAccountLimits: describeAccountLimits,
  DescribeListeners: describeListeners(elb),
  DescribeLoadBalancerAttributes: describeLoadBalancerAttributes(elb),
  DescribeLoadBalancers: describeLoadBalancers(elb),
  DescribeRules: describeRules(elb),
  DescribeTags: describeTags(elb),
  DescribeTargetGroupAttributes: describeTargetGroupAttributes(elb),
  DescribeTargetGroups: describeTargetGroups(elb),
  DescribeTargetHealth: describeTargetHealth(elb),
  ModifyListener: modifyListener(elb),
  ModifyLoadBalancerAttributes: modifyLoadBalancerAttributes(elb),
  ModifyRule: modifyRule(elb),
  ModifyTargetGroup: modifyTargetGroup(elb),
  ModifyTargetGroupAttributes: modifyTargetGroupAttributes(elb),
  RegisterTargets: registerTargets(elb),
  RemoveTags: removeTags(elb),
  SetRulePriorities: setRulePriorities(elb),
  SetSecurityGroups: setSecurityGroups(elb),
  SetSubnets: setSubnets(elb),
});
