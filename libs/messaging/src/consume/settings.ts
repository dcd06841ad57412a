/** How a consumer works through its queue. */
export interface ConsumerSettings {
  /** Most messages in hand at a time. */
  readonly concurrency: number;
  /** Most receives at a time. */
  readonly mostPollers: number;
  /** Seconds a receive waits for a message, 0 to 20. */
  readonly waitSeconds: number;
  /** Seconds a received message is hidden; extended while its handler works. Below 20 s a late answer may cost a redelivery. */
  readonly visibilitySeconds: number;
  /** Longest time for a handler, in milliseconds. */
  readonly handlerTimeoutMs: number;
  /** Longest time for handlers to end when the component stops, in milliseconds. */
  readonly drainTimeoutMs: number;
  /** First retry of a failed message after about this many seconds; doubled each time. */
  readonly retryBaseSeconds: number;
  /** Longest wait for a retry, in seconds. */
  readonly retryMostSeconds: number;
  /** Without an answer of SQS and without a handler's end for this long, the consumer counts as stalled, in milliseconds. */
  readonly stalledAfterMs: number;
}

/** `given` with the defaults for what it leaves out. Throws RangeError on a number that makes no sense. */
export function withDefaults(given: Partial<ConsumerSettings>): ConsumerSettings {
  const concurrency = whole('concurrency', given.concurrency ?? 10, 1, 10_000);
  return {
    concurrency,
    mostPollers: whole('mostPollers', given.mostPollers ?? Math.ceil(concurrency / 10), 1, 1000),
    waitSeconds: whole('waitSeconds', given.waitSeconds ?? 20, 0, 20),
    visibilitySeconds: whole('visibilitySeconds', given.visibilitySeconds ?? 30, 1, 43_200),
    handlerTimeoutMs: whole('handlerTimeoutMs', given.handlerTimeoutMs ?? 300_000, 1, 43_200_000),
    drainTimeoutMs: whole('drainTimeoutMs', given.drainTimeoutMs ?? 20_000, 0, 43_200_000),
    retryBaseSeconds: whole('retryBaseSeconds', given.retryBaseSeconds ?? 2, 0, 43_200),
    retryMostSeconds: whole('retryMostSeconds', given.retryMostSeconds ?? 300, 0, 43_200),
    stalledAfterMs: whole('stalledAfterMs', given.stalledAfterMs ?? 60_000, 1, 43_200_000),
  };
}

function whole(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(`${name}=${value}: give a whole number from ${least} to ${most}`);
}
