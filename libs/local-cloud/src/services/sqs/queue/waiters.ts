import type { Received } from './message-store.ts';

/** A long poll that found nothing yet. */
export interface Waiter {
  readonly max: number;
  readonly visibilityMs: number;
  answer(messages: Received[]): void;
}

/** The long polls of one queue, first come, first served. */
export interface Waiters {
  readonly size: number;
  first(): Waiter | undefined;
  add(waiter: Waiter): void;
  remove(waiter: Waiter): void;
}

/** No long polls yet. A Set keeps their order and lets any of them leave in constant time. */
export function createWaiters(): Waiters {
  const waiters = new Set<Waiter>();
  return {
    get size() {
      return waiters.size;
    },
    first: () => waiters.values().next().value,
    add: (waiter) => void waiters.add(waiter),
    remove: (waiter) => void waiters.delete(waiter),
  };
}
