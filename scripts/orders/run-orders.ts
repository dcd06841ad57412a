import { awaitEffects } from './await-effects.ts';
import { judgeOrders, type OrdersReport } from './judge-orders.ts';
import { type LedgerTable, readLedger } from './ledger.ts';
import { planOrders } from './order-mix.ts';
import { sendOrders } from './send-orders.ts';

/** Where to place orders, how many, and how fast. */
export interface OrdersRun {
  readonly frontUrl: string;
  readonly table: LedgerTable;
  /** The local cloud's inbox as JSON; undefined on AWS. */
  readonly inboxUrl: string | undefined;
  readonly count: number;
  readonly seed: number;
  readonly ratePerSecond?: number | undefined;
  /** Ids of orders that somebody else places meanwhile, such as a deployment's smoke test; they are judged along. */
  readonly placedAlongside?: Promise<readonly string[]>;
  readonly signal: AbortSignal;
  readonly onProgress?: (text: string) => void;
}

/** Connections at once: enough to keep two cores busy, few enough that answers are not mostly waiting. */
const concurrency = 8;

/** Seconds without any order moving on after which the rest is given up. */
const timeoutSeconds = 60;

/**
 * Places a mix of orders, waits for all effects and says whether every accepted order has exactly its effects.
 *
 * The ledger is compared before and after, so orders that others place meanwhile must be known (`placedAlongside`).
 */
export async function runOrders(run: OrdersRun): Promise<OrdersReport> {
  const plan = planOrders(run.count, run.seed, `${Date.now().toString(36)}-${run.seed}`);
  const before = await readLedger(run.table, run.inboxUrl);
  let answered = 0;
  const sent = await sendOrders(run.frontUrl, plan, {
    ...run,
    concurrency,
    onSent: () => run.onProgress?.(`${(answered += 1)} of ${plan.length} requests answered`),
  });
  const orderIds = [
    ...new Set([...sent.flatMap(({ orderId }) => orderId ?? []), ...((await run.placedAlongside) ?? [])]),
  ];
  const watched = await awaitEffects(run.frontUrl, orderIds, {
    ...run,
    concurrency,
    timeoutSeconds,
    onProgress: (completed) => run.onProgress?.(`${completed} of ${orderIds.length} orders done`),
  });
  return judgeOrders(sent, watched, before, await readLedger(run.table, run.inboxUrl));
}
