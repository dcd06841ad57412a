import type { DataPlane } from '@phaseline/aws-data-plane';
import { effectKey, readEffectRow, type Row, WORKERS } from '@phaseline/contracts';
import type { BookedOrder } from './order-book.ts';

/** Follows orders until every worker has dealt with them, many at a time. */
export interface EffectsWatch {
  /** Orders that are not done, oldest first. */
  readonly open: ReadonlySet<BookedOrder>;
  readonly done: number;
  add(order: BookedOrder): void;
  /** Looks once at the oldest open orders. @returns how many of them are done now. */
  look(): Promise<number>;
}

/** BatchGetItem takes 100 keys. */
const perCall = Math.floor(100 / WORKERS.length);
const callsPerLook = 12;

/**
 * Reads the workers' own records straight from the table: asking the API for every order would be as much work as the orders are.
 */
export function watchEffects(
  dynamodb: Pick<DataPlane['dynamodb'], 'batchGetItem'>,
  table: string,
): EffectsWatch {
  const open = new Set<BookedOrder>();
  let done = 0;

  async function read(orders: readonly BookedOrder[]): Promise<void> {
    const byId = new Map(orders.map((order) => [order.orderId, order]));
    let Keys: readonly Row[] = orders.flatMap((order) =>
      WORKERS.filter((worker) => order.outcomes[worker] === undefined).map((worker) =>
        effectKey(order.orderId, worker),
      ),
    );
    while (Keys.length > 0) {
      const { Responses = {}, UnprocessedKeys = {} } = await dynamodb.batchGetItem({
        RequestItems: { [table]: { Keys, ConsistentRead: true } },
      });
      for (const row of Responses[table] ?? []) {
        const effect = readEffectRow(row);
        const order = effect && byId.get(effect.orderId);
        if (order) order.outcomes[effect.component] = { outcome: effect.outcome, at: Date.parse(effect.at) };
      }
      Keys = UnprocessedKeys[table]?.Keys ?? [];
    }
  }

  return {
    open,
    get done() {
      return done;
    },
    add: (order) => void open.add(order),
    async look() {
      // Those that are still open afterwards go to the end of the line, so that a stuck one holds up no other.
      const looked: BookedOrder[] = [];
      for (const order of open) {
        if (looked.push(order) === perCall * callsPerLook) break;
      }
      const groups = Array.from({ length: Math.ceil(looked.length / perCall) }, (_, index) =>
        looked.slice(index * perCall, (index + 1) * perCall),
      );
      await Promise.all(groups.map(read));
      let completed = 0;
      for (const order of looked) {
        open.delete(order);
        if (WORKERS.every((worker) => order.outcomes[worker] !== undefined)) completed += 1;
        else open.add(order);
      }
      done += completed;
      return completed;
    },
  };
}
