import { setTimeout as delay } from 'node:timers/promises';
import type { DataPlane } from '@phaseline/aws-data-plane';
import { unitsBySku, type OrderLine } from '@phaseline/contracts';
import { environmentNames } from '@phaseline/model';
import { countRepeatedEmails, readLedger } from '../ledger.ts';
import { openLedgerTable } from '../ledger-table.ts';
import type { Front } from '../post-order.ts';
import { judgeStream, type StreamReport } from './judge-stream.ts';
import { createOrderBook, type OrderBook } from './order-book.ts';
import { createOrderSource } from './order-source.ts';
import { readQueues, type QueueDepths } from './read-queues.ts';
import { startStream } from './send-stream.ts';
import { watchEffects } from './watch-effects.ts';

/** A stream of orders into an environment, followed to its effects. */
export interface OrderLoadOptions {
  readonly front: Front;
  readonly environment: string;
  readonly aws: DataPlane;
  /** The local cloud's inbox as JSON; undefined on AWS. */
  readonly inboxUrl: string | undefined;
  /** The URL of a queue by its name. */
  readonly queueUrl: (queue: string) => string;
  readonly ratePerSecond: number;
  readonly seed: number;
  /** Ends by itself after so many requests. */
  readonly limit?: number;
  readonly signal: AbortSignal;
}

/** How a load stands right now. */
export interface LoadFigures {
  readonly sent: number;
  /** Requests without a final answer. */
  readonly unanswered: number;
  readonly accepted: number;
  readonly done: number;
  /** What nobody will do any more: messages that were given up. */
  readonly lost: number;
  /** Confirmations sent more than once so far; stock and counters are compared in the end. */
  readonly doubled: number;
  readonly queues: Readonly<Record<string, QueueDepths>>;
  readonly problems: number;
}

/** A load that runs. */
export interface OrderLoad {
  readonly book: OrderBook;
  /** Names what goes on from now on; figures are told apart by it. */
  chapter(name: string): void;
  readonly sent: number;
  /** Those of them without a final answer, also those that still wait for a connection. */
  readonly open: number;
  /** Requests that are due and not begun. */
  readonly behind: number;
  figures(): Promise<LoadFigures>;
  /** Sends no more. */
  stop(): Promise<void>;
  /** Ends it without a judgement; after `finish` nothing is left to end. */
  close(): Promise<void>;
  /** An order that somebody else placed meanwhile, such as a smoke test; it is judged along. */
  alongside(orderId: string): Promise<void>;
  /** Sends no more, waits until all is done or nothing has moved for `patienceSeconds`, and judges. */
  finish(patienceSeconds: number, onProgress?: (figures: LoadFigures) => void): Promise<StreamReport>;
}

/** When an effect was made stands in its row: nothing is the more exact for looking more often. */
const lookEveryMs = 1000;

/** Begins to place orders. The ledger is compared before and after, so nobody else may place orders that are not named `alongside`. */
export async function startOrderLoad(options: OrderLoadOptions): Promise<OrderLoad> {
  const { environment, aws, seed, signal } = options;
  const tableName = environmentNames(environment).table;
  const table = openLedgerTable(aws.dynamodb, tableName);
  const before = await readLedger(table, options.inboxUrl);
  const book = createOrderBook();
  const watch = watchEffects(aws.dynamodb, tableName);
  let chapter = '';
  const stream = startStream({
    ...options,
    source: createOrderSource(seed, `${Date.now().toString(36)}-${seed}`),
    onAnswer: (answer) => {
      const known = book.orders.size;
      book.answered(answer, chapter);
      const order = answer.orderId === undefined ? undefined : book.orders.get(answer.orderId);
      if (order && book.orders.size > known) watch.add(order);
    },
  });
  const ended = new AbortController();
  const watcher = (async () => {
    while (!ended.signal.aborted && !signal.aborted) {
      // What fails here is asked again; what never answers is an order that is never done.
      const began = performance.now();
      await watch.look().catch(() => 0);
      // Never more than a fifth of the time: looking must not be what the orders wait for.
      await delay(Math.max(lookEveryMs, 4 * (performance.now() - began)));
    }
  })();

  const figures = async (): Promise<LoadFigures> => {
    const [queues, doubled] = await Promise.all([
      readQueues(aws.sqs, options.queueUrl, environment),
      countRepeatedEmails(options.inboxUrl),
    ]);
    return {
      sent: stream.sent,
      unanswered: stream.open,
      accepted: book.orders.size,
      done: watch.done,
      lost: Object.values(queues).reduce((sum, { dead }) => sum + dead, 0),
      doubled,
      queues,
      problems: book.problems.length,
    };
  };

  return {
    book,
    chapter: (name) => void (chapter = name),
    get sent() {
      return stream.sent;
    },
    get open() {
      return stream.open;
    },
    get behind() {
      return stream.behind;
    },
    figures,
    stop: () => stream.stop(),
    async close() {
      await stream.stop();
      ended.abort();
      await watcher;
    },
    async alongside(orderId) {
      const row = await table.get({ pk: `ORDER#${orderId}`, sk: 'ORDER' });
      const lines = JSON.parse(typeof row?.['lines'] === 'string' ? row['lines'] : '[]') as OrderLine[];
      book.alongside({
        orderId,
        units: unitsBySku(lines),
        chapter: 'smoke tests',
        dueAt: typeof row?.['occurredAt'] === 'string' ? Date.parse(row['occurredAt']) : Date.now(),
      });
      const order = book.orders.get(orderId);
      if (order) watch.add(order);
    },
    async finish(patienceSeconds, onProgress) {
      await stream.stop();
      let [done, since] = [watch.done, performance.now()];
      while (watch.open.size > 0 && performance.now() - since < patienceSeconds * 1000 && !signal.aborted) {
        if (watch.done > done) [done, since] = [watch.done, performance.now()];
        onProgress?.(await figures());
        await delay(lookEveryMs);
      }
      ended.abort();
      await watcher;
      signal.throwIfAborted();
      const { queues } = await figures();
      const deadLetters = Object.fromEntries(
        Object.entries(queues).map(([component, depths]) => [component, depths.dead]),
      );
      return judgeStream(book, before, await readLedger(table, options.inboxUrl), deadLetters);
    },
  };
}
