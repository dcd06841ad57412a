import { CATALOGUE } from '@phaseline/contracts';

/** What the effects have left behind, apart from the orders' own records: it tells an effect that happened twice. */
export interface Ledger {
  /** Orders that analytics-service has counted, over all days. */
  readonly ordersCounted: number;
  /** Units in stock by SKU. */
  readonly stock: Readonly<Record<string, number>>;
  /** Confirmation emails sent, by order id; undefined where the mail provider keeps no inbox that could be read. */
  readonly emails: ReadonlyMap<string, number> | undefined;
}

/** The two DynamoDB reads that a ledger takes. */
export interface LedgerTable {
  get(key: { pk: string; sk: string }): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/**
 * Reads the ledger of today's and, around midnight, the neighbouring days' orders.
 *
 * @param inboxUrl where the local cloud shows its emails as JSON.
 */
export async function readLedger(
  table: LedgerTable,
  inboxUrl: string | undefined,
  now = new Date(),
): Promise<Ledger> {
  const days = [-1, 0, 1].map((offset) =>
    new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10),
  );
  const totals = await Promise.all(days.map((day) => table.get({ pk: `ANALYTICS#${day}`, sk: 'TOTAL' })));
  const stock = await Promise.all(
    [...CATALOGUE.keys()].map(async (sku) => {
      const row = await table.get({ pk: `STOCK#${sku}`, sk: 'STOCK' });
      return [sku, Number(row?.['available'] ?? 0)] as const;
    }),
  );
  return {
    ordersCounted: totals.reduce((sum, row) => sum + Number(row?.['orders'] ?? 0), 0),
    stock: Object.fromEntries(stock),
    emails: inboxUrl === undefined ? undefined : await readInbox(inboxUrl),
  };
}

/** How many confirmations were sent on top of an order's first one. */
export async function countRepeatedEmails(inboxUrl: string | undefined): Promise<number> {
  const repeated = inboxUrl === undefined ? undefined : await readInbox(inboxUrl, 2);
  return [...(repeated?.values() ?? [])].reduce((sum, count) => sum + count - 1, 0);
}

async function readInbox(inboxUrl: string, min = 1): Promise<ReadonlyMap<string, number> | undefined> {
  const url = new URL(inboxUrl);
  url.searchParams.set('count', 'orderId');
  url.searchParams.set('min', String(min));
  const response = await fetch(url);
  if (!response.ok) return undefined;
  const { counts } = (await response.json()) as { counts: Readonly<Record<string, number>> };
  return new Map(Object.entries(counts));
}
