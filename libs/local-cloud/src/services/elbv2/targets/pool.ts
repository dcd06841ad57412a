import { Agent } from 'node:http';
import type { Clock } from '../../../clock.ts';
import type { TaskNetwork } from '../../../network.ts';
import { chooseTarget, eligibleTargets } from '../data-plane/choose-target.ts';
import { stickyToken } from '../data-plane/stickiness.ts';
import type { TargetGroupRecord } from '../model.ts';
import { createMonitor, type Monitor } from './monitor.ts';
import { targetKey, type Target } from './target.ts';

/** The live side of one target group: its monitor, its connections, whose turn it is. */
export interface TargetPool {
  readonly group: TargetGroupRecord;
  readonly monitor: Monitor;
  /** Takes a target for one request; undefined when the group has none to send to. Give it back with `release`. */
  take(sticky: string | undefined): Target | undefined;
  release(target: Target): void;
  /** The connections to a target. They end with its registration. */
  agent(target: Target): Agent;
  stop(): void;
}

export function createTargetPool(
  group: TargetGroupRecord,
  deps: { network: TaskNetwork; clock: Clock },
): TargetPool {
  const agents = new Map<Target, Agent>();
  let turn = 0;
  const hangUp = (target: Target): void => {
    agents.get(target)?.destroy();
    agents.delete(target);
  };
  const monitor = createMonitor(group, { ...deps, onGone: hangUp });
  return {
    group,
    monitor,
    take(sticky) {
      const held =
        sticky === undefined
          ? undefined
          : eligibleTargets(group).find(
              (target) => stickyToken(targetKey(target.id, target.port)) === sticky,
            );
      const target = held ?? chooseTarget(group, turn, deps.clock.now());
      turn += 1;
      if (target !== undefined) target.inFlight += 1;
      return target;
    },
    release(target) {
      target.inFlight -= 1;
      monitor.released(target);
    },
    agent(target) {
      const known = agents.get(target);
      if (known !== undefined) return known;
      const agent = new Agent({ keepAlive: true, scheduling: 'lifo' });
      agents.set(target, agent);
      return agent;
    },
    stop() {
      monitor.stop();
      for (const target of agents.keys()) hangUp(target);
    },
  };
}
