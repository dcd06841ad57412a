import { HandlerTimeout } from '../failures/failures.ts';
import type { ChangeVisibility, OpenDelivery } from './delivery.ts';

/** Keeps messages hidden while they are worked on. */
export interface Leases {
  /** Starts to look after a delivery; false when its message is in hand already (then that one got the newer handle). */
  add(delivery: OpenDelivery): boolean;
  /** Must come before the message is deleted or shown again. */
  remove(delivery: OpenDelivery): void;
  /** All deliveries in hand. */
  all(): readonly OpenDelivery[];
  stop(): void;
}

/** Settings of {@link createLeases}. */
export interface LeaseSettings {
  readonly visibilitySeconds: number;
  readonly handlerTimeoutMs: number;
  readonly changeVisibility: ChangeVisibility;
  /** Called when a handler's time is up; the delivery is no longer looked after. */
  readonly onTimeout: (delivery: OpenDelivery, error: HandlerTimeout) => void;
}

/**
 * One sweep over all messages in hand instead of a timer each. A message is extended by a whole visibility timeout when half of it is
 * over, until its handler ends or runs out of time.
 */
export function createLeases(settings: LeaseSettings): Leases {
  const { visibilitySeconds, handlerTimeoutMs } = settings;
  const visibilityMs = visibilitySeconds * 1000;
  const held = new Map<string, OpenDelivery>();
  const everyMs = Math.min(1000, visibilityMs / 8, Math.max(5, handlerTimeoutMs / 8));
  const timer = setInterval(sweep, everyMs);
  timer.unref();

  function sweep(): void {
    const now = Date.now();
    for (const delivery of held.values()) {
      if (now - delivery.startedAt >= handlerTimeoutMs) {
        held.delete(delivery.message.MessageId);
        const error = new HandlerTimeout(`The handler took longer than ${handlerTimeoutMs} ms`);
        delivery.stop(error);
        settings.onTimeout(delivery, error);
      } else if (delivery.visibleAt - now <= visibilityMs / 2) extend(delivery, now);
    }
  }

  function extend(delivery: OpenDelivery, now: number): void {
    delivery.visibleAt = now + visibilityMs;
    delivery.extending = hide(delivery);
  }

  async function hide(delivery: OpenDelivery): Promise<void> {
    if (await settings.changeVisibility(delivery.receiptHandle, visibilitySeconds)) return;
    delivery.stop(new Error(`Message ${delivery.message.MessageId} could not be kept hidden`));
  }

  return {
    add(delivery) {
      const known = held.get(delivery.message.MessageId);
      if (known !== undefined) {
        known.receiptHandle = delivery.receiptHandle;
        known.visibleAt = delivery.visibleAt;
        return false;
      }
      held.set(delivery.message.MessageId, delivery);
      return true;
    },
    remove(delivery) {
      if (held.get(delivery.message.MessageId) === delivery) held.delete(delivery.message.MessageId);
    },
    all: () => [...held.values()],
    stop: () => clearInterval(timer),
  };
}
