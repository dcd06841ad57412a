import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { findTargetGroup, loadBalancersOf, type Records } from './elb.ts';
import { refuse, validationError } from './errors.ts';

function normalise(records: Records, action: Action, order: number): Action {
  switch (String(action.Type)) {
    case 'forward': {
      const groups = action.ForwardConfig?.TargetGroups ?? [
        { TargetGroupArn: action.TargetGroupArn, Weight: 1 },
      ];
      if (groups.length === 0) throw validationError('A target group must be specified for a forward action');
      if (groups.length > 5)
        throw refuse(
          'TooManyUniqueTargetGroupsPerLoadBalancer',
          'A forward action takes at most 5 target groups',
        );
      for (const group of groups) {
        findTargetGroup(records, group.TargetGroupArn);
        const weight = group.Weight ?? 1;
        if (weight < 0 || weight > 999) throw validationError(`Weight '${weight}' must be between 0 and 999`);
      }
      const [only] = groups;
      return {
        Type: 'forward',
        Order: action.Order ?? order,
        ...(groups.length === 1 ? { TargetGroupArn: only?.TargetGroupArn } : {}),
        ForwardConfig: {
          TargetGroups: groups.map((group) => ({
            TargetGroupArn: group.TargetGroupArn,
            Weight: group.Weight ?? 1,
          })),
          TargetGroupStickinessConfig: action.ForwardConfig?.TargetGroupStickinessConfig ?? {
            Enabled: false,
          },
        },
      };
    }
    case 'fixed-response': {
      const status = action.FixedResponseConfig?.StatusCode ?? '';
      if (!/^[245]\d\d$/.test(status))
        throw validationError(`Fixed response status code '${status}' must be 2XX, 4XX or 5XX`);
      return { ...action, Order: action.Order ?? order };
    }
    case 'redirect': {
      const config = action.RedirectConfig;
      if (config === undefined) throw validationError('A redirect action needs a RedirectConfig');
      return {
        Type: 'redirect',
        Order: action.Order ?? order,
        RedirectConfig: {
          Protocol: '#{protocol}',
          Port: '#{port}',
          Host: '#{host}',
          Path: '/#{path}',
          Query: '#{query}',
          ...config,
        },
      };
    }
    default:
      throw refuse(
        'InvalidLoadBalancerAction',
        `Action type '${action.Type}' is not supported by the local cloud: use forward, fixed-response or redirect`,
      );
  }
}

/**
 * Checks a rule's actions and brings them into the form AWS shows: a single target group both as ARN and as ForwardConfig.
 * @throws `ValidationError`, `TargetGroupNotFound`, `TargetGroupAssociationLimit`, `InvalidLoadBalancerAction`.
 */
export function validateActions(
  records: Records,
  loadBalancerArn: string,
  actions: readonly Action[] = [],
): Action[] {
  if (actions.length !== 1) {
    throw validationError(
      `Exactly one action of type forward, redirect or fixed-response must be given, not ${actions.length}`,
    );
  }
  const normal = actions.map((action, index) => normalise(records, action, index + 1));
  for (const { TargetGroupArn = '' } of normal.flatMap(
    (action) => action.ForwardConfig?.TargetGroups ?? [],
  )) {
    if (loadBalancersOf(records, TargetGroupArn).some((arn) => arn !== loadBalancerArn)) {
      throw refuse(
        'TargetGroupAssociationLimit',
        `The following target groups cannot be associated with more than one load balancer: ${TargetGroupArn}`,
      );
    }
  }
  return normal;
}
