import { type OrderStatus, unitsBySku, WORKERS, type Worker } from '@phaseline/contracts';
import type { WatchedOrder } from './await-effects.ts';
import { countDoubled, type JudgedOrder } from './count-doubled.ts';
import type { Ledger } from './ledger.ts';
import { percentile } from './percentile.ts';
import type { SentRequest } from './send-orders.ts';

/** The figures of one run of orders. */
export interface OrdersReport {
  readonly requests: number;
  /** Distinct orders answered 202. */
  readonly accepted: number;
  /** Requests answered 4xx, as they should have been. */
  readonly refused: number;
  /** Requests that repeated a key and got their first answer's ids again. */
  readonly repeated: number;
  readonly outOfStock: number;
  /** Effects by worker. */
  readonly effects: Readonly<Record<Worker, number>>;
  /** Accepted orders on which at least one worker never finished. */
  readonly lost: number;
  /** Effects that happened more than once. */
  readonly doubled: number;
  /** Milliseconds from accepted to the last worker's effect. */
  readonly latency: { readonly p50: number; readonly p99: number };
  /** Milliseconds to the API's answer. */
  readonly answer: { readonly p50: number; readonly p99: number };
  /** Answers 5xx and broken connections that a retry cured. */
  readonly retries: number;
  /** What was not as it must be, a line each; empty is good. */
  readonly problems: readonly string[];
}

/**
 * Compares what was asked with what was answered and what happened. Pure.
 *
 * @param before the ledger before the first request, `after` the one after the last effect.
 */
export function judgeOrders(
  sent: readonly SentRequest[],
  watched: readonly WatchedOrder[],
  before: Ledger,
  after: Ledger,
): OrdersReport {
  const problems: string[] = [];
  for (const { request, status, detail } of sent) {
    if (request.expectedStatus.includes(status)) continue;
    problems.push(
      `${request.kind} request ${request.idempotencyKey} was answered ${status || 'not at all'}; expected ${request.expectedStatus.join(' or ')}. ${detail}`,
    );
  }
  for (const { request, orderId } of sent) {
    const original = request.kind === 'repeated' && sent[request.after ?? -1];
    if (original && original.orderId !== orderId) {
      problems.push(
        `Key ${request.idempotencyKey} gave order ${String(original.orderId)} first and ${String(orderId)} when repeated`,
      );
    }
  }
  const statuses = watched.flatMap(({ status }) => (status === undefined ? [] : [status]));
  const completed = statuses.filter((status) => status.status === 'completed');
  const lost = watched.length - completed.length;
  for (const { orderId, status } of watched.filter((order) => order.status?.status !== 'completed')) {
    const missing = WORKERS.filter((worker) => status?.effects[worker].status !== 'done');
    problems.push(`Order ${orderId} was accepted and has no effect of ${missing.join(', ')}`);
  }
  const doubled = countDoubled(statuses.map(judgedOrder), before, after, problems);
  const latencies = completed.flatMap(latencyOf);
  const answers = sent.filter((item) => item.status === 202).map((item) => item.milliseconds);
  return {
    requests: sent.length,
    accepted: watched.length,
    refused: sent.filter(({ status }) => status >= 400 && status < 500).length,
    repeated: sent.filter(({ request, status }) => request.kind === 'repeated' && status === 202).length,
    outOfStock: statuses.filter((status) => status.effects['inventory-service'].outcome === 'out-of-stock')
      .length,
    effects: Object.fromEntries(
      WORKERS.map((worker) => [
        worker,
        statuses.filter((status) => status.effects[worker].status === 'done').length,
      ]),
    ) as Record<Worker, number>,
    lost,
    doubled,
    latency: { p50: percentile(latencies, 0.5) ?? 0, p99: percentile(latencies, 0.99) ?? 0 },
    answer: { p50: percentile(answers, 0.5) ?? 0, p99: percentile(answers, 0.99) ?? 0 },
    retries: sent.reduce((sum, item) => sum + item.retries, 0),
    problems,
  };
}

function latencyOf(status: OrderStatus): number[] {
  if (status.acceptedAt === undefined) return [];
  const ends = WORKERS.flatMap((worker) => status.effects[worker].at ?? []).map((at) => Date.parse(at));
  return ends.length === 0 ? [] : [Math.max(0, Math.max(...ends) - Date.parse(status.acceptedAt))];
}

function judgedOrder(status: OrderStatus): JudgedOrder {
  return {
    orderId: status.orderId,
    units: unitsBySku(status.lines ?? []),
    outcomes: Object.fromEntries(
      WORKERS.flatMap((worker) => {
        const { status: state, outcome } = status.effects[worker];
        return state === 'done' ? [[worker, { outcome }]] : [];
      }),
    ),
  };
}
