import type { Transport } from '@phaseline/aws-data-plane/http';
import type { PlannedRequest } from '../order-mix.ts';
import { type Answer, type Front, openConnections, orderIdOf } from '../post-order.ts';
import { detailOf, postUntilAnswered } from '../post-until-answered.ts';
import type { OrderSource } from './order-source.ts';

/** What became of one request of a stream. */
export interface StreamAnswer {
  readonly request: PlannedRequest;
  /** The final status; 0 when no answer came at all. */
  readonly status: number;
  readonly orderId: string | undefined;
  /** What was answered, where it was no 202. */
  readonly detail: string;
  /** The answers before the final one, each tried again with the same key. */
  readonly before: readonly Answer[];
  /** When it was due, in milliseconds since the epoch: waiting for a free connection counts. */
  readonly dueAt: number;
  readonly answeredAt: number;
}

/** Orders that go out at a steady rate, whatever comes back. */
export interface Stream {
  /** Requests sent so far, and of them those without a final answer. */
  readonly sent: number;
  readonly open: number;
  /** Requests that are due and wait for a connection, or for the sender to take them on. */
  readonly behind: number;
  /** Sends no more and waits for the answers that are due. */
  stop(): Promise<void>;
}

/** What a stream takes. */
export interface StreamOptions {
  readonly front: Front;
  readonly source: OrderSource;
  readonly ratePerSecond: number;
  /** Ends by itself after so many requests. */
  readonly limit?: number | undefined;
  readonly signal: AbortSignal;
  readonly onAnswer: (answer: StreamAnswer) => void;
}

const tries = 12;
const tickMs = 5;
/** What exceeds them waits here, where it costs a system that is behind nothing; its waiting counts all the same. */
const connections = 64;
/** Beyond this the sender waits: it then is the one that cannot keep up, and its rate says so. */
const maxOpen = 4000;

/** Begins to send. Open loop: a slow answer holds up no other request. */
export function startStream(options: StreamOptions): Stream {
  const { source, ratePerSecond, limit = Infinity, onAnswer } = options;
  const transport = openConnections(connections);
  const started = performance.now();
  const epoch = Date.now();
  const running = new Set<Promise<void>>();
  let due = 0;
  let begun = 0;
  let sent = 0;
  let stopped = false;
  const exchange = async (dueAt: number) => {
    const answer = await sendOne(source.next(), dueAt, options, transport);
    if (answer.orderId !== undefined) source.accepted(answer.request);
    onAnswer(answer);
  };
  /** Begins what is due, as far as there are connections. */
  const begin = () => {
    while (begun < sent && running.size < connections) {
      const exchanged = exchange(epoch + (begun / ratePerSecond) * 1000).finally(() => {
        running.delete(exchanged);
        begin();
      });
      running.add(exchanged);
      begun += 1;
    }
  };
  const open = () => sent - begun + running.size;
  const timer = setInterval(() => {
    due = Math.min(limit, Math.floor(((performance.now() - started) / 1000) * ratePerSecond));
    if (!options.signal.aborted) sent += Math.max(0, Math.min(due - sent, maxOpen - open()));
    begin();
    if (sent >= limit) clearInterval(timer);
  }, tickMs);
  return {
    get sent() {
      return sent;
    },
    get open() {
      return open();
    },
    get behind() {
      return due - begun;
    },
    async stop() {
      if (stopped) return;
      stopped = true;
      clearInterval(timer);
      while (open() > 0) await Promise.all(running);
      await transport.close();
    },
  };
}

async function sendOne(
  planned: PlannedRequest,
  dueAt: number,
  { front, signal }: StreamOptions,
  transport: Transport,
): Promise<StreamAnswer> {
  const { answer, before } = await postUntilAnswered(front, planned, { transport, signal, tries });
  return {
    request: planned,
    status: answer.status,
    orderId: orderIdOf(answer),
    detail: detailOf(answer),
    before,
    dueAt,
    answeredAt: Date.now(),
  };
}
