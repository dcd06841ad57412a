import type {
  DeleteRuleRequest,
  DescribeRuleRequest,
  DescribeRuleResponse,
  DisableRuleRequest,
  EnableRuleRequest,
  ListRulesRequest,
  ListRulesResponse,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { checkBus, DEFAULT_BUS, findRule, type EventBridgeState, type Rule } from '../state.ts';

const show = ({ name, arn, pattern, state, description }: Rule) => ({
  Name: name,
  Arn: arn,
  EventPattern: pattern,
  State: state,
  Description: description,
  EventBusName: DEFAULT_BUS,
});

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeRule.html */
export const describeRule =
  (state: EventBridgeState): Operation<DescribeRuleRequest, DescribeRuleResponse> =>
  ({ Name, EventBusName }) => {
    const rule = findRule(state, Name, EventBusName);
    return { ...show(rule), CreatedBy: rule.createdBy };
  };

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const listRules =
  (state: EventBridgeState): Operation<ListRulesRequest, ListRulesResponse> =>
  ({ NamePrefix = '', EventBusName, ...rest }) => {
    checkBus(state, EventBusName);
    const found = [...state.rules.values()].filter(({ name }) => name.startsWith(NamePrefix));
    const sorted = found.sort((one, other) => (one.name < other.name ? -1 : 1));
    const { page, NextToken } = paginate(sorted, rest);
    return { Rules: page.map(show), NextToken };
  };

/** A rule that has targets stays; one that is not there is no error. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
export const deleteRule =
  (state: EventBridgeState): Operation<DeleteRuleRequest, object> =>
  ({ Name = '', EventBusName }) => {
    checkBus(state, EventBusName);
    if ((state.rules.get(Name)?.targets.size ?? 0) > 0)
      throw validation("Rule can't be deleted since it has targets.");
    state.rules.delete(Name);
    return {};
  };

const setState =
  (wanted: Rule['state']) =>
  (state: EventBridgeState): Operation<EnableRuleRequest & DisableRuleRequest, object> =>
  ({ Name, EventBusName }) => {
    findRule(state, Name, EventBusName).state = wanted;
    return {};
  };

export const enableRule = setState('ENABLED');
export const disableRule = setState('DISABLED');
