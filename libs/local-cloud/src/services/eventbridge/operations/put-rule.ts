import type { PutRuleRequest, PutRuleResponse } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../service.ts';
import { limitExceeded, notBuilt, validation } from '../errors.ts';
import { parsePattern } from '../pattern/parse-pattern.ts';
import { checkBus, type EventBridgeState } from '../state.ts';
import { mergeTags } from '../tags.ts';

/** Of one bus. */
const MOST_RULES = 300;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const putRule =
  (state: EventBridgeState): Operation<PutRuleRequest, PutRuleResponse> =>
  (
    { Name: name = '', EventPattern: pattern, ScheduleExpression, State, Description, Tags, EventBusName },
    context,
  ) => {
    checkBus(state, EventBusName);
    if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
      throw validation(
        `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
      );
    if (ScheduleExpression !== undefined) throw notBuilt('PutRule with ScheduleExpression');
    if (pattern === undefined)
      throw validation('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    if (State === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS')
      throw notBuilt(`PutRule with State ${State}`);
    const there = state.rules.get(name);
    const changed = {
      pattern,
      matches: parsePattern(pattern),
      description: Description,
      state: State ?? 'ENABLED',
    } as const;
    if (there) {
      // Tags of a rule that is there are TagResource's: AWS leaves them as they are.
      Object.assign(there, changed);
      return { RuleArn: there.arn };
    }
    if (state.rules.size >= MOST_RULES)
      throw limitExceeded('The requested resource exceeds the maximum number allowed.');
    const { account, region } = state.environment;
    const arn = `arn:aws:events:${region}:${account}:rule/${name}`;
    const tags = new Map<string, string>();
    mergeTags(tags, Tags);
    state.rules.set(name, { name, arn, createdBy: context.account, ...changed, targets: new Map(), tags });
    return { RuleArn: arn };
  };
