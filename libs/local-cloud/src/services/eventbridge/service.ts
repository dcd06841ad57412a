import { randomUUID } from 'node:crypto';
import type { Target } from '@aws-sdk/client-eventbridge';
import { systemClock, type Clock } from '../../clock.ts';
import type { CloudEnvironment } from '../../environment.ts';
import type { Service } from '../../service.ts';
import type { BusEvent } from './bus-event.ts';
import { createOperations } from './operations/operations.ts';
import { parsePattern } from './pattern/parse-pattern.ts';
import type { EventBridgeState, Rule, TargetWays } from './state.ts';
import { deliver } from './targets/deliver.ts';
import { wholeSeconds } from './whole-seconds.ts';

/** What a service of AWS says of an event of its own. */
export type ServiceEvent = Pick<BusEvent, 'detail-type' | 'source' | 'resources' | 'detail'>;

export interface EventBridgeService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /** Puts an event of another service on the default bus. Whatever becomes of it, the caller never hears. */
  publish(event: ServiceEvent): void;
}

type Snapshot = readonly (Omit<Rule, 'matches' | 'targets' | 'tags'> & {
  readonly targets: readonly Target[];
  readonly tags: readonly [string, string][];
})[];

/** EventBridge: rules of the default bus, real event patterns, and log groups and queues as targets. */
export function createEventBridgeService(
  environment: CloudEnvironment,
  { clock = systemClock, ways }: { clock?: Clock; ways: TargetWays },
): EventBridgeService {
  const state: EventBridgeState = { environment, clock, ways, rules: new Map() };
  return {
    signingName: 'events',
    operations: createOperations(state),
    publish(event) {
      const { account, region } = environment;
      deliver(state, {
        version: '0',
        id: randomUUID(),
        account,
        region,
        time: wholeSeconds(clock.now()),
        ...event,
      });
    },
    snapshot: (): Snapshot =>
      [...state.rules.values()].map(
        ({ name, arn, createdBy, pattern, description, state: is, targets, tags }) => ({
          name,
          arn,
          createdBy,
          pattern,
          description,
          state: is,
          targets: [...targets.values()],
          tags: [...tags],
        }),
      ),
    restore(snapshot) {
      for (const { targets, tags, ...rule } of snapshot as Snapshot) {
        state.rules.set(rule.name, {
          ...rule,
          // JSON leaves out what is undefined.
          description: rule.description,
          matches: parsePattern(rule.pattern),
          targets: new Map(targets.map((target) => [target.Id ?? '', target])),
          tags: new Map(tags),
        });
      }
    },
  };
}
