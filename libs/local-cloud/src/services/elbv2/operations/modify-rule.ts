import type { ModifyRuleInput, ModifyRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findRule, type Elb } from '../elb.ts';
import { refuse } from '../errors.ts';
import { showRule } from '../present.ts';
import { validateActions } from '../validate-actions.ts';
import { validateConditions } from '../validate-conditions.ts';

export const modifyRule =
  (elb: Elb): Operation<ModifyRuleInput, ModifyRuleOutput> =>
  (input) => {
    const { listener, rule } = findRule(elb, input.RuleArn);
    if (rule.priority === Infinity)
      throw refuse(
        'OperationNotPermitted',
        `Default rule '${rule.arn}' cannot be modified: modify its listener`,
      );
    const conditions =
      input.Conditions === undefined ? rule.conditions : validateConditions(input.Conditions);
    const actions =
      input.Actions === undefined
        ? rule.actions
        : validateActions(elb, listener.loadBalancerArn, input.Actions);
    Object.assign(rule, { conditions, actions });
    elb.dataPlane.refreshUse();
    return { Rules: [showRule(rule)] };
  };
