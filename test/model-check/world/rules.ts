import {
  isDone,
  mayDo,
  planSwitch,
  releaseLease,
  renewLease,
  type SwitchInput,
  takeLease,
} from '@phaseline/reconciler';

/** How workers take and acknowledge messages. */
export type WorkerHabit = 'work, then acknowledge' | 'acknowledge, then work' | 'check, then act';

/** What drives the world: the planner itself and the habits of workers. A mutant is another one of these. */
export interface Rules {
  readonly plan: typeof planSwitch;
  readonly mayDo: typeof mayDo;
  readonly isDone: typeof isDone;
  readonly takeLease: typeof takeLease;
  readonly renewLease: typeof renewLease;
  readonly releaseLease: typeof releaseLease;
  readonly habit: WorkerHabit;
  /** Receives before a message is dead-lettered. */
  readonly maxReceiveCount: number;
  /** Enabling the mapping puts a new queue in the place of the old one. */
  readonly replacesQueue: boolean;
  /** A lease that its holder does not renew expires. */
  readonly leaseExpires: boolean;
  /** Acting without holding the lease counts as broken by itself; off, to see what it leads to. */
  readonly judgesHolder: boolean;
}

/** The plan as it is shipped. */
export const shipped: Rules = {
  plan: (input: SwitchInput) => planSwitch(input),
  mayDo,
  isDone,
  takeLease,
  renewLease,
  releaseLease,
  habit: 'work, then acknowledge',
  maxReceiveCount: 5,
  replacesQueue: false,
  leaseExpires: true,
  judgesHolder: true,
};
