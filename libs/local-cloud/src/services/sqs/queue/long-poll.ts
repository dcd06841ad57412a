import type { Clock } from '../../../clock.ts';
import type { RequestContext } from '../../../service.ts';
import type { MessageStore, Received } from './message-store.ts';
import { createWaiters, type Waiter } from './waiters.ts';

export interface PollRequest {
  readonly max: number;
  readonly visibilityMs: number;
  readonly waitMs: number;
  readonly context: Pick<RequestContext, 'signal'>;
}

/** Receiving with patience: polls that found nothing are answered the moment a message is visible. */
export interface LongPoll {
  /** Up to `max` messages; none when `waitMs` passes, the caller hangs up or the queue goes. */
  receive(request: PollRequest): Promise<Received[]> | Received[];
  /** Called whenever messages may have become visible. */
  wake(): void;
  /** Answers every poll with nothing. */
  close(): void;
}

/** Long polling over one store; `mayReceive` says whether the in-flight limit leaves room. */
export function createLongPoll(clock: Clock, store: MessageStore, mayReceive: () => boolean): LongPoll {
  const waiters = createWaiters();
  let alarm: { at: number; cancel: () => void } | undefined;

  function setAlarm(): void {
    const at = waiters.size === 0 ? undefined : store.nextDue;
    if (at === alarm?.at) return;
    alarm?.cancel();
    alarm =
      at === undefined
        ? undefined
        : {
            at,
            cancel: clock.after(Math.max(0, at - clock.now()), () => {
              alarm = undefined;
              wake();
            }),
          };
  }

  function wake(): void {
    for (let waiter = waiters.first(); waiter !== undefined && mayReceive(); waiter = waiters.first()) {
      const messages = store.take(waiter.max, waiter.visibilityMs);
      if (messages.length === 0) break;
      waiter.answer(messages);
    }
    setAlarm();
  }

  function wait({ max, visibilityMs, waitMs }: PollRequest, signal: AbortSignal): Promise<Received[]> {
    return new Promise((resolve) => {
      const waiter: Waiter = {
        max,
        visibilityMs,
        answer(messages) {
          waiters.remove(waiter);
          cancelTimeout();
          signal.removeEventListener('abort', giveUp);
          resolve(messages);
        },
      };
      const giveUp = (): void => {
        waiter.answer([]);
        setAlarm();
      };
      const cancelTimeout = clock.after(waitMs, giveUp);
      signal.addEventListener('abort', giveUp, { once: true });
      waiters.add(waiter);
      setAlarm();
    });
  }

  return {
    receive(request) {
      const found = mayReceive() ? store.take(request.max, request.visibilityMs) : [];
      if (found.length > 0 || request.waitMs === 0) return found;
      // Only now: a signal is made when it is asked for.
      const { signal } = request.context;
      return signal.aborted ? found : wait(request, signal);
    },
    wake,
    close() {
      for (let waiter = waiters.first(); waiter !== undefined; waiter = waiters.first()) waiter.answer([]);
      setAlarm();
    },
  };
}
