import type {
  SetRulePrioritiesInput,
  SetRulePrioritiesOutput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Operation } from '../../../service.ts';
import { findRule, type Elb } from '../elb.ts';
import { refuse, validationError } from '../errors.ts';
import { showRule } from '../present.ts';

/** Changes several priorities as one: rules may swap theirs, and either all change or none. */
export const setRulePriorities =
  (elb: Elb): Operation<SetRulePrioritiesInput, SetRulePrioritiesOutput> =>
  (input) => {
    const changes = (input.RulePriorities ?? []).map(({ RuleArn, Priority = 0 }) => {
      if (Priority < 1 || Priority > 50_000)
        throw validationError(`Priority '${Priority}' must be between '1' and '50000' inclusive`);
      const found = findRule(elb, RuleArn);
      if (found.rule.priority === Infinity)
        throw refuse('OperationNotPermitted', `Default rule '${RuleArn}' cannot be modified`);
      return { ...found, priority: Priority };
    });
    for (const { listener } of changes) {
      const after = listener.rules.map(
        (rule) => changes.find((change) => change.rule === rule)?.priority ?? rule.priority,
      );
      const twice = after.find((priority, index) => after.indexOf(priority) !== index);
      if (twice !== undefined) throw refuse('PriorityInUse', `Priority '${twice}' is currently in use`);
    }
    for (const { rule, priority } of changes) rule.priority = priority;
    for (const { listener } of changes) listener.rules.sort((a, b) => a.priority - b.priority);
    return { Rules: changes.map(({ rule }) => showRule(rule)) };
  };
