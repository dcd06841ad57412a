import { unitsBySku, type Worker } from '@phaseline/contracts';
import type { StreamAnswer } from './send-stream.ts';

/** An order that was accepted, or that a deployment's smoke test placed. */
export interface BookedOrder {
  readonly orderId: string;
  /** Units by SKU, as they were ordered. */
  readonly units: ReadonlyMap<string, number>;
  /** What was going on when it was sent, such as `ecs` or `ecs -> hybrid`. */
  readonly chapter: string;
  /** When it was due to be sent, in milliseconds since the epoch. */
  readonly dueAt: number;
  /** What each worker did with it, as far as it is known, and when. */
  readonly outcomes: Partial<Record<Worker, { readonly outcome: string; readonly at: number }>>;
}

/** All that a stream of orders came to. */
export interface OrderBook {
  readonly orders: ReadonlyMap<string, BookedOrder>;
  readonly requests: number;
  /** Requests answered with the 4xx they deserve. */
  readonly refused: number;
  /** Requests that repeated a key and got their first answer's ids again. */
  readonly repeated: number;
  /** Answers before a final one, by status: 503 and 429 are honest, anything else is a problem too. */
  readonly retried: ReadonlyMap<number, number>;
  /** Milliseconds to the final answer of accepted requests, by chapter. */
  readonly answerMs: ReadonlyMap<string, readonly number[]>;
  readonly problems: readonly string[];
  /** Enters an answer. */
  answered(answer: StreamAnswer, chapter: string): void;
  /** Enters an order that somebody else placed. */
  alongside(order: Pick<BookedOrder, 'orderId' | 'units' | 'chapter' | 'dueAt'>): void;
}

const honest: readonly number[] = [429, 503];

/** An empty book. */
export function createOrderBook(): OrderBook {
  const orders = new Map<string, BookedOrder>();
  const orderByKey = new Map<string, string>();
  const retried = new Map<number, number>();
  const answerMs = new Map<string, number[]>();
  const problems: string[] = [];
  let [requests, refused, repeated] = [0, 0, 0];

  function accept({ request, orderId = '', dueAt, answeredAt }: StreamAnswer, chapter: string): void {
    const times = answerMs.get(chapter) ?? [];
    answerMs.set(chapter, times);
    times.push(answeredAt - dueAt);
    const first = orderByKey.get(request.idempotencyKey);
    if (request.kind === 'repeated') {
      repeated += 1;
      if (first !== orderId) {
        problems.push(`Key ${request.idempotencyKey} gave order ${first} first and ${orderId} when repeated`);
      }
      return;
    }
    if (orders.has(orderId)) problems.push(`Order ${orderId} was given to two keys`);
    orderByKey.set(request.idempotencyKey, orderId);
    const { items } = JSON.parse(request.body) as { items: { sku: string; quantity: number }[] };
    orders.set(orderId, { orderId, units: unitsBySku(items), chapter, dueAt, outcomes: {} });
  }

  return {
    orders,
    get requests() {
      return requests;
    },
    get refused() {
      return refused;
    },
    get repeated() {
      return repeated;
    },
    retried,
    answerMs,
    problems,
    answered(answer, chapter) {
      const { request, status, detail, before } = answer;
      requests += 1;
      for (const retry of before) {
        retried.set(retry.status, (retried.get(retry.status) ?? 0) + 1);
        if (honest.includes(retry.status)) continue;
        problems.push(
          `${request.kind} request ${request.idempotencyKey} was answered ${retry.status || 'not at all'} before it was retried. ${retry.body.slice(0, 300)}`,
        );
      }
      if (!request.expectedStatus.includes(status)) {
        problems.push(
          `${request.kind} request ${request.idempotencyKey} was answered ${status || 'not at all'}; expected ${request.expectedStatus.join(' or ')}. ${detail}`,
        );
      } else if (status === 202) accept(answer, chapter);
      else refused += 1;
    },
    alongside(order) {
      if (!orders.has(order.orderId)) orders.set(order.orderId, { ...order, outcomes: {} });
    },
  };
}
