import type { Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../../service.ts';
import type { BusEvent } from '../bus-event.ts';
import type { EventBridgeState, Rule } from '../state.ts';

/** Tries of one delivery, and the first pause, which doubles: AWS tries for a day, up to 185 times. */
const TRIES = 8;
const PAUSE_MS = 500;

/** Hands an event to every target of every rule that it fits. */
export function deliver(state: EventBridgeState, event: BusEvent): void {
  for (const rule of state.rules.values()) {
    if (rule.state !== 'ENABLED' || !rule.matches(event)) continue;
    for (const target of rule.targets.values()) attempt(state, rule, target, event, 1);
  }
}

function attempt(state: EventBridgeState, rule: Rule, target: Target, event: BusEvent, tried: number): void {
  const { Arn = '', Input } = target;
  const message = Input ?? JSON.stringify(event);
  try {
    if (Arn.startsWith('arn:aws:sqs:')) state.ways.sqs(Arn, rule.arn, message);
    else state.ways.logs(Arn, rule.arn, event, message);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    // A target that is gone, or whose policy says no, is not tried again.
    if ((error.statusCode ?? 400) < 500 || tried === TRIES) return;
    state.clock.after(PAUSE_MS * 2 ** tried, () => attempt(state, rule, target, event, tried + 1));
  }
}
