import type { Transport } from '@phaseline/aws-data-plane/http';
import type { PlannedRequest } from './order-mix.ts';
import { openConnections, orderIdOf, wait } from './post-order.ts';
import { detailOf, postUntilAnswered } from './post-until-answered.ts';

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
 * Sends the plan to `POST /orders` with at most `concurrency` requests at once, each repeat after its original.
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
  const transport = openConnections(options.concurrency);
  const answered = new Map<number, Promise<SentRequest>>();
  const started = performance.now();
  let next = 0;
  const sendWhenDue = async (index: number, planned: PlannedRequest) => {
    if (planned.after !== undefined) await answered.get(planned.after);
    if (options.ratePerSecond !== undefined) {
      await wait(started + (index / options.ratePerSecond) * 1000 - performance.now(), options.signal);
    }
    return sendOne(frontUrl, planned, transport, options.signal);
  };
  const worker = async () => {
    while (next < plan.length && !options.signal.aborted) {
      const index = next;
      next += 1;
      const planned = plan[index] as PlannedRequest;
      const sent = sendWhenDue(index, planned);
      // At once: what repeats it may have its turn before this one is due.
      answered.set(index, sent);
      options.onSent?.(await sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(options.concurrency, plan.length) }, worker));
    options.signal.throwIfAborted();
    return await Promise.all(plan.map((_, index) => answered.get(index) as Promise<SentRequest>));
  } finally {
    await transport.close();
  }
}

async function sendOne(
  frontUrl: string,
  planned: PlannedRequest,
  transport: Transport,
  signal: AbortSignal,
): Promise<SentRequest> {
  const started = performance.now();
  const options = { transport, signal, tries };
  const { answer, before } = await postUntilAnswered({ url: frontUrl }, planned, options);
  return {
    request: planned,
    status: answer.status,
    orderId: orderIdOf(answer),
    detail: detailOf(answer),
    retries: before.length,
    milliseconds: performance.now() - started,
  };
}
