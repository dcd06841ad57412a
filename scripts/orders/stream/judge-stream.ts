import { WORKERS, type Worker } from '@phaseline/contracts';
import { countDoubled } from '../count-doubled.ts';
import type { Ledger } from '../ledger.ts';
import { percentile } from '../percentile.ts';
import type { BookedOrder, OrderBook } from './order-book.ts';

/** Two points of a distribution of milliseconds. */
export interface Spread {
  readonly n: number;
  readonly p50: number;
  readonly p99: number;
}

/** The figures of a stream of orders. */
export interface StreamReport {
  readonly requests: number;
  /** Distinct orders answered 202, and those that deployments' smoke tests placed. */
  readonly accepted: number;
  readonly done: number;
  readonly refused: number;
  readonly repeated: number;
  readonly outOfStock: number;
  readonly effects: Readonly<Record<Worker, number>>;
  /** Accepted orders on which at least one worker never finished. */
  readonly lost: number;
  /** Effects that happened more than once. */
  readonly doubled: number;
  /** Messages in dead-letter queues: every message of a stream is a good one. */
  readonly deadLetters: Readonly<Record<string, number>>;
  /** Answers that a retry with the same key cured, by status; 0 is a broken connection. */
  readonly retried: Readonly<Record<string, number>>;
  /** Milliseconds from when an order was due to its final answer, and to its last effect; by what was going on. */
  readonly answerMs: Readonly<Record<string, Spread>>;
  readonly latencyMs: Readonly<Record<string, Spread>>;
  /** What was not as it must be, a line each; empty is good. */
  readonly problems: readonly string[];
}

/**
 * Compares what a stream asked with what was answered and what happened. Pure.
 *
 * @param before the ledger before the first request, `after` the one after the last effect.
 * @param deadLetters messages in each worker's dead-letter queue.
 */
export function judgeStream(
  book: OrderBook,
  before: Ledger,
  after: Ledger,
  deadLetters: Readonly<Record<string, number>>,
): StreamReport {
  const orders = [...book.orders.values()];
  const problems = [...book.problems];
  const done = orders.filter(isDone);
  for (const order of orders.filter((item) => !isDone(item))) {
    const missing = WORKERS.filter((worker) => order.outcomes[worker] === undefined);
    problems.push(
      `Order ${order.orderId} (${order.chapter}) was accepted and has no effect of ${missing.join(', ')}`,
    );
  }
  for (const [queue, count] of Object.entries(deadLetters)) {
    if (count > 0) problems.push(`${queue} holds ${count} messages that were good`);
  }
  const doubled = countDoubled(orders, before, after, problems);
  return {
    requests: book.requests,
    accepted: orders.length,
    done: done.length,
    refused: book.refused,
    repeated: book.repeated,
    outOfStock: orders.filter(({ outcomes }) => outcomes['inventory-service']?.outcome === 'out-of-stock')
      .length,
    effects: Object.fromEntries(
      WORKERS.map((worker) => [worker, orders.filter(({ outcomes }) => outcomes[worker]).length]),
    ) as Record<Worker, number>,
    lost: orders.length - done.length,
    doubled,
    deadLetters,
    retried: Object.fromEntries([...book.retried].map(([status, count]) => [String(status), count])),
    answerMs: Object.fromEntries([...book.answerMs].map(([chapter, times]) => [chapter, spread(times)])),
    latencyMs: latencies(done),
    problems,
  };
}

function isDone(order: BookedOrder): boolean {
  return WORKERS.every((worker) => order.outcomes[worker] !== undefined);
}

function latencies(done: readonly BookedOrder[]): Record<string, Spread> {
  const byChapter = new Map<string, number[]>();
  for (const { chapter, dueAt, outcomes } of done) {
    const times = byChapter.get(chapter) ?? [];
    byChapter.set(chapter, times);
    times.push(Math.max(0, ...WORKERS.map((worker) => (outcomes[worker]?.at ?? 0) - dueAt)));
  }
  return Object.fromEntries([...byChapter].map(([chapter, times]) => [chapter, spread(times)]));
}

function spread(times: readonly number[]): Spread {
  return { n: times.length, p50: percentile(times, 0.5) ?? 0, p99: percentile(times, 0.99) ?? 0 };
}
