import type { DeleteRuleInput, DeleteRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findRule, type Elb } from '../elb.ts';
import { refuse } from '../errors.ts';

export const deleteRule =
  (elb: Elb): Operation<DeleteRuleInput, DeleteRuleOutput> =>
  (input) => {
    const { listener, rule } = findRule(elb, input.RuleArn);
    if (rule.priority === Infinity)
      throw refuse('OperationNotPermitted', `Default rule '${rule.arn}' cannot be deleted`);
    listener.rules = listener.rules.filter((other) => other !== rule);
    elb.dataPlane.refreshUse();
    return {};
  };
