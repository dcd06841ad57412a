import type { Clock } from '../../../clock.ts';
import type { TaskNetwork } from '../../../network.ts';
import type { TargetGroupRecord } from '../model.ts';
import { judgeHealth } from './judge-health.ts';
import { probe } from './probe.ts';
import { draining, notInUse, registering, targetKey, type Target } from './target.ts';

/**
 * How soon a target that has not passed yet is tried again, in milliseconds. On AWS several nodes of a load balancer check
 * a target independently, so that the first pass is noticed well before a whole interval is over.
 */
const RETRY_INITIAL = 500;

/** Keeps the health of every target of one group up to date, and lets deregistered ones drain. */
export interface Monitor {
  /** Begins to check a target at once. */
  watch(target: Target): void;
  /** Stops sending to a target; it leaves the group when nothing is in flight or the delay has passed. */
  drain(target: Target): void;
  /** Says that a request of a target has ended. */
  released(target: Target): void;
  /** Begins or ends the checks of all targets when the group gets or loses its load balancer. */
  setInUse(inUse: boolean): void;
  stop(): void;
}

export function createMonitor(
  group: TargetGroupRecord,
  deps: { network: TaskNetwork; clock: Clock; onGone: (target: Target) => void },
): Monitor {
  const { clock, network } = deps;
  const life = new AbortController();
  const cancels = new Map<Target, () => void>();
  let used = false;

  const remove = (target: Target): void => {
    cancels.get(target)?.();
    cancels.delete(target);
    const key = targetKey(target.id, target.port);
    if (group.targets.get(key) === target) group.targets.delete(key);
    deps.onGone(target);
  };

  const check = async (target: Target): Promise<void> => {
    const settings = group.healthCheck;
    const port = settings.port === 'traffic-port' ? target.port : Number(settings.port);
    const startedAt = clock.now();
    const turn = cancels.get(target);
    const result = settings.enabled
      ? await probe(network.resolve(target.id, port), `${target.id}:${port}`, settings, life.signal)
      : ({ ok: true } as const);
    // Deregistered, or registered anew, while the check was on its way: another turn has taken over.
    if (life.signal.aborted || cancels.get(target) !== turn) return;
    judgeHealth(target, result, settings, clock.now());
    const interval = settings.intervalSeconds * 1000;
    const pause = target.health.state === 'initial' ? Math.min(RETRY_INITIAL, interval) : interval;
    // The time a target takes to answer does not move the next check.
    schedule(target, Math.max(0, pause - (clock.now() - startedAt)));
  };

  const schedule = (target: Target, milliseconds: number): void => {
    cancels.set(
      target,
      clock.after(milliseconds, () => void check(target)),
    );
  };

  const watch = (target: Target): void => {
    cancels.get(target)?.();
    target.health = used ? registering : notInUse;
    if (used) schedule(target, 0);
  };

  return {
    watch,
    drain(target) {
      cancels.get(target)?.();
      cancels.delete(target);
      if (target.inFlight === 0 || !used) return remove(target);
      target.health = draining;
      const delay = Number(group.attributes['deregistration_delay.timeout_seconds']) * 1000;
      cancels.set(
        target,
        clock.after(delay, () => remove(target)),
      );
    },
    released(target) {
      if (target.health.state === 'draining' && target.inFlight === 0) remove(target);
    },
    setInUse(inUse) {
      if (used === inUse) return;
      used = inUse;
      for (const target of group.targets.values()) {
        if (target.health.state === 'draining') remove(target);
        else watch(target);
      }
    },
    stop() {
      life.abort();
      for (const cancel of cancels.values()) cancel();
      cancels.clear();
    },
  };
}
