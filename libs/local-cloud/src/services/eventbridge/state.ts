import type { Target } from '@aws-sdk/client-eventbridge';
import type { Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { BusEvent } from './bus-event.ts';
import { notBuilt, notFound } from './errors.ts';
import type { Matches } from './pattern/parse-pattern.ts';

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly createdBy: string;
  pattern: string;
  matches: Matches;
  description: string | undefined;
  state: 'ENABLED' | 'DISABLED';
  /** By id, in the order in which they were put. */
  readonly targets: Map<string, Target>;
  readonly tags: Map<string, string>;
}

/** Where events are handed to. Throws an AwsError where the target, or a policy of its own, does not take them. */
export interface TargetWays {
  readonly logs: (groupArn: string, ruleArn: string, event: BusEvent, message: string) => void;
  readonly sqs: (queueArn: string, ruleArn: string, message: string) => void;
}

export interface EventBridgeState {
  readonly environment: CloudEnvironment;
  readonly clock: Clock;
  readonly ways: TargetWays;
  readonly rules: Map<string, Rule>;
}

export const DEFAULT_BUS = 'default';

/** The default bus, by name or ARN, is the only one. @throws ResourceNotFoundException for another */
export function checkBus({ environment }: EventBridgeState, bus: string | undefined = DEFAULT_BUS): void {
  const { account, region } = environment;
  const arn = `arn:aws:events:${region}:${account}:event-bus/${DEFAULT_BUS}`;
  if (bus !== DEFAULT_BUS && bus !== arn) throw notFound(`Event bus ${bus} does not exist.`);
}

/** @throws ResourceNotFoundException when there is no such rule, or no such bus */
export function findRule(state: EventBridgeState, name = '', bus?: string): Rule {
  checkBus(state, bus);
  const rule = state.rules.get(name);
  if (rule === undefined) throw notFound(`Rule ${name} does not exist on EventBus default.`);
  return rule;
}

/** A rule by its ARN, as the tagging calls name it. @throws ResourceNotFoundException; NotImplemented for what is no rule */
export function findByArn(state: EventBridgeState, arn = ''): Rule {
  if (!arn.includes(':rule/')) throw notBuilt(`Tagging ${arn} (only rules are tagged)`);
  const found = [...state.rules.values()].find((rule) => rule.arn === arn);
  if (found === undefined)
    throw notFound(`Rule ${arn.split('/').at(-1)} does not exist on EventBus default.`);
  return found;
}
