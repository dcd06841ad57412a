import type { Transport } from '@phaseline/aws-data-plane/http';
import type { PlannedRequest } from './order-mix.ts';
import { type Answer, type Front, postOrder, wait } from './post-order.ts';

const longestPauseMs = 3000;

/** The final answer to a request, and those before it. */
export interface Answered {
  readonly answer: Answer;
  /** Each was tried again with the same key. */
  readonly before: readonly Answer[];
}

/**
 * Posts an order until an answer says what became of it: a 5xx, a 429 or a broken connection is tried again with the same idempotency
 * key, as any client of the API may. The last of `tries` counts, whatever it is.
 */
export async function postUntilAnswered(
  front: Front,
  planned: PlannedRequest,
  {
    transport,
    signal,
    tries,
  }: { transport: Pick<Transport, 'exchange'>; signal: AbortSignal; tries: number },
): Promise<Answered> {
  const before: Answer[] = [];
  for (;;) {
    const answer = await postOrder(front, planned, transport, signal);
    const passing = answer.status === 0 || answer.status === 429 || answer.status >= 500;
    if (!passing || before.length + 1 >= tries || signal.aborted) return { answer, before };
    await wait(Math.random() * Math.min(longestPauseMs, 50 * 2 ** before.length), signal);
    before.push(answer);
  }
}

/** What an answer says where it is no 202. */
export function detailOf({ status, body }: Answer): string {
  return status === 202 ? '' : body.slice(0, 300);
}
