import type {
  ListRuleNamesByTargetRequest,
  ListRuleNamesByTargetResponse,
  ListTargetsByRuleRequest,
  ListTargetsByRuleResponse,
  PutTargetsRequest,
  PutTargetsResponse,
  RemoveTargetsRequest,
  RemoveTargetsResponse,
  Target,
} from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../../service.ts';
import { limitExceeded, notBuilt, validation } from '../errors.ts';
import { paginate } from '../paginate.ts';
import { checkBus, findRule, type EventBridgeState } from '../state.ts';

/** Of one rule. */
const MOST_TARGETS = 5;
const built = new Set(['Id', 'Arn', 'Input']);

/** Puts or replaces targets by their ids. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export const putTargets =
  (state: EventBridgeState): Operation<PutTargetsRequest, PutTargetsResponse> =>
  ({ Rule: name, EventBusName, Targets = [] }) => {
    const { targets } = findRule(state, name, EventBusName);
    for (const target of Targets) checkTarget(target);
    const ids = new Set([...targets.keys(), ...Targets.map(({ Id = '' }) => Id)]);
    if (ids.size > MOST_TARGETS)
      throw limitExceeded('The requested resource exceeds the maximum number allowed.');
    for (const target of Targets) targets.set(target.Id ?? '', target);
    return { FailedEntryCount: 0, FailedEntries: [] };
  };

function checkTarget(target: Target): void {
  const { Id = '', Arn = '', Input } = target;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(Id))
    throw validation(
      `1 validation error detected: Value '${Id}' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  if (!Arn.startsWith('arn:'))
    throw validation(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (!/^arn:aws:(logs:[^:]*:\d{12}:log-group:|sqs:)/.test(Arn))
    throw notBuilt(`A target that is neither a log group nor a queue (${Arn})`);
  const unknown = Object.entries(target).find(([key, value]) => value !== undefined && !built.has(key));
  if (unknown) throw notBuilt(`A target with ${unknown[0]}`);
  if (Input !== undefined && !isJson(Input)) throw validation(`JSON syntax error in input for target ${Id}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export const removeTargets =
  (state: EventBridgeState): Operation<RemoveTargetsRequest, RemoveTargetsResponse> =>
  ({ Rule: name, EventBusName, Ids = [] }) => {
    const { targets } = findRule(state, name, EventBusName);
    const missing = Ids.filter((id) => !targets.delete(id));
    return {
      FailedEntryCount: missing.length,
      FailedEntries: missing.map((TargetId) => ({
        TargetId,
        ErrorCode: 'ResourceNotFoundException',
        ErrorMessage: `Rule ${name} does not have a target with the Id ${TargetId}.`,
      })),
    };
  };

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export const listTargetsByRule =
  (state: EventBridgeState): Operation<ListTargetsByRuleRequest, ListTargetsByRuleResponse> =>
  ({ Rule: name, EventBusName, ...rest }) => {
    const { page, NextToken } = paginate([...findRule(state, name, EventBusName).targets.values()], rest);
    return { Targets: [...page], NextToken };
  };

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
export const listRuleNamesByTarget =
  (state: EventBridgeState): Operation<ListRuleNamesByTargetRequest, ListRuleNamesByTargetResponse> =>
  ({ TargetArn, EventBusName, ...rest }) => {
    checkBus(state, EventBusName);
    const found = [...state.rules.values()].filter(({ targets }) =>
      [...targets.values()].some(({ Arn }) => Arn === TargetArn),
    );
    const { page, NextToken } = paginate(found.map(({ name }) => name).sort(), rest);
    return { RuleNames: [...page], NextToken };
  };
