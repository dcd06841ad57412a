import type { CreateRuleInput, CreateRuleOutput } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { ruleArn } from '../arns.ts';
import { findListener, type Elb } from '../elb.ts';
import { refuse, validationError } from '../errors.ts';
import type { RuleRecord } from '../model.ts';
import { showRule } from '../present.ts';
import { mergeTags } from '../tag-list.ts';
import { validateActions } from '../validate-actions.ts';
import { validateConditions } from '../validate-conditions.ts';

export const createRule =
  (elb: Elb): Operation<CreateRuleInput, CreateRuleOutput> =>
  (input) => {
    const listener = findListener(elb, input.ListenerArn);
    const priority = input.Priority ?? 0;
    if (priority < 1 || priority > 50_000)
      throw validationError(`Priority '${priority}' must be between '1' and '50000' inclusive`);
    if (listener.rules.some((rule) => rule.priority === priority)) {
      throw refuse('PriorityInUse', `Priority '${priority}' is currently in use`);
    }
    const rule: RuleRecord = {
      arn: ruleArn(listener.arn),
      priority,
      conditions: validateConditions(input.Conditions),
      actions: validateActions(elb, listener.loadBalancerArn, input.Actions),
      tags: mergeTags({}, input.Tags),
    };
    listener.rules = [...listener.rules, rule].sort((a, b) => a.priority - b.priority);
    elb.dataPlane.refreshUse();
    return { Rules: [showRule(rule)] };
  };
