import { Agent } from 'node:http';
import type { PlannedRequest } from './order-mix.ts';
import { type Answer, orderIdOf, postOrder, wait } from './post-order.ts';

/** What became of one planned request. */
export interface SentRequest {
  readonly request: PlannedRequest;
  /** HTTP status of the final answer; 0 when none came at all. */
  readonly status: number;
  readonly orderId: string | undefined;
  readonly detail: string;
  /** Answers 5xx and broken connections before the final one; each was tried again with the same key. */
  readonly retries: number;
  /** Milliseconds from sending to the final answer. */
  readonly milliseconds: number;
}

const tries = 8;

/**
 * Sends the plan to `POST /orders` with at most `concurrency` requests at once, each repeat after its original. A 5xx or a broken
 * connection is tried again with the same idempotency key, as any client of the API may.
 *
 * @param ratePerSecond requests started per second; undefined is as fast as `concurrency` allows.
 */
export async function sendOrders(
  frontUrl: string,
  plan: readonly PlannedRequest[],
  options: {
    concurrency: number;
    ratePerSecond?: number | undefined;
    signal: AbortSignal;
    onSent?: (sent: SentRequest) => void;
  },
): Promise<SentRequest[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.concurrency });
  const answered = new Map<number, Promise<SentRequest>>();
  const started = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < plan.length && !options.signal.aborted) {
      const index = next;
      next += 1;
      const planned = plan[index] as PlannedRequest;
      if (planned.after !== undefined) await answered.get(planned.after);
      if (options.ratePerSecond !== undefined) {
        await wait(started + (index / options.ratePerSecond) * 1000 - performance.now(), options.signal);
      }
      const sent = sendOne(frontUrl, planned, agent, options.signal);
      answered.set(index, sent);
      options.onSent?.(await sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.concurrency, plan.length) }, worker));
    options.signal.throwIfAborted();
    return await Promise.all(plan.map((_, index) => answered.get(index) as Promise<SentRequest>));
  } finally {
    agent.destroy();
  }
}

async function sendOne(
  frontUrl: string,
  planned: PlannedRequest,
  agent: Agent,
  signal: AbortSignal,
): Promise<SentRequest> {
  const started = performance.now();
  for (let retries = 0; ; retries += 1) {
    const answer: Answer = await postOrder({ url: frontUrl }, planned, agent, signal);
    const passing = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (passing && retries + 1 < tries && !signal.aborted) {
      await wait(Math.random() * 50 * 2 ** retries, signal);
      continue;
    }
    return {
      request: planned,
      status: answer.status,
      orderId: orderIdOf(answer),
      detail: answer.status === 202 ? '' : answer.body.slice(0, 300),
      retries,
      milliseconds: performance.now() - started,
    };
  }
}
