/** How long this cloud takes for what takes AWS longer; all in milliseconds. */
export interface Pace {
  /** One second of a task definition's health checks, grace periods and stop timeouts. */
  readonly second: number;
  /** Attaching a network interface; also detaching it. */
  readonly provisioning: number;
  /** How long a container without a health check must run before it counts as up. */
  readonly settle: number;
  /** The first wait after a failed task; doubles with every further one. */
  readonly backOff: number;
  readonly longestBackOff: number;
  /** Between looks at a target group. */
  readonly targetPoll: number;
}

/** Seconds are real ones; only AWS's own slowness is left out. */
export const defaultPace: Pace = {
  second: 1000,
  provisioning: 100,
  settle: 2000,
  backOff: 250,
  longestBackOff: 15_000,
  targetPoll: 200,
};
