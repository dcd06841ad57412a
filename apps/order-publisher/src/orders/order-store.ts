import {
  cancellationReasons,
  isPassingCancellation,
  joinTransactions,
  type DataPlane,
  type JoinSettings,
} from '@phaseline/aws-data-plane';
import { readEffectRow, type Effect, type Row } from '@phaseline/contracts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { orderOf, orderRow } from './order-rows.ts';
import { rememberLast } from './remember-last.ts';
import type { StoredOrder } from './order.ts';

/** How long a repeated Idempotency-Key answers the same order, in seconds. */
const KEY_TTL_S = 24 * 3600;

/** Keys that this process remembers to be taken: a claim that is refused costs every claim in the same call another try. */
const KEYS_REMEMBERED = 10_000;

/** What the table already knows about an Idempotency-Key. */
export interface KnownKey {
  readonly bodyHash: string;
  readonly orderId: string;
  readonly eventId: string;
}

/** Everything the table knows about one order. */
export interface OrderRows {
  readonly order: StoredOrder | undefined;
  readonly effects: readonly Effect[];
}

/** The order rows of the table. */
export interface OrderStore {
  /** Writes the row that makes an order known. */
  save(order: StoredOrder): Promise<void>;
  /** Takes back {@link OrderStore.save} when the order was not published after all. */
  drop(orderId: string): Promise<void>;
  /** Writes key and order in one step, unless the key is known: then returns what is known and writes nothing. */
  claim(key: IdempotencyKey, order: StoredOrder): Promise<KnownKey | undefined>;
  /** All rows of an order, strongly consistent. */
  read(orderId: string): Promise<OrderRows>;
}

/** The order rows of table `table`. Where many orders come, those of `spaceMs` milliseconds share a call. */
export function createOrderStore(
  dynamodb: DataPlane['dynamodb'],
  table: string,
  { spaceMs = 0 }: Pick<JoinSettings, 'spaceMs'> = {},
): OrderStore {
  const keyOf = (key: IdempotencyKey): Row => ({ pk: { S: `IDEMPOTENCY#${key.keyHash}` }, sk: { S: 'KEY' } });

  const claims = joinTransactions(dynamodb, { spaceMs });
  const taken = rememberLast(KEYS_REMEMBERED);

  async function readKey(key: IdempotencyKey): Promise<KnownKey | undefined> {
    const { Item } = await dynamodb.getItem({ TableName: table, Key: keyOf(key), ConsistentRead: true });
    // Expired, it only waits for DynamoDB to delete it.
    if (Item === undefined || Number(Item['expiresAt']?.N) < epochSeconds()) return undefined;
    return {
      bodyHash: Item['bodyHash']?.S ?? '',
      orderId: Item['orderId']?.S ?? '',
      eventId: Item['eventId']?.S ?? '',
    };
  }

  return {
    async save(order) {
      await dynamodb.putItem({ TableName: table, Item: orderRow(order) });
    },

    async drop(orderId) {
      await dynamodb.deleteItem({
        TableName: table,
        Key: { pk: { S: `ORDER#${orderId}` }, sk: { S: 'ORDER' } },
      });
    },

    async claim(key, order) {
      if (taken.has(key.keyHash)) {
        const known = await readKey(key);
        if (known !== undefined) return known;
      }
      taken.add(key.keyHash);
      const now = epochSeconds();
      const item: Row = {
        ...keyOf(key),
        bodyHash: { S: key.bodyHash },
        orderId: { S: order.orderId },
        eventId: { S: order.eventId },
        expiresAt: { N: String(now + KEY_TTL_S) },
      };
      // DynamoDB may delete an expired row days late: for us it is gone once it has expired.
      const free = {
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt < :now',
        ExpressionAttributeValues: { ':now': { N: String(now) } },
      };
      for (let attempt = 1; ; attempt++) {
        try {
          await claims.write([
            { Put: { TableName: table, Item: item, ...free } },
            { Put: { TableName: table, Item: orderRow(order) } },
          ]);
          return undefined;
        } catch (error) {
          const reasons = cancellationReasons(error);
          // Refused because the key is known, or because a twin of this request is writing it right now.
          const known = await readKey(key);
          if (known !== undefined) return known;
          if (attempt === 5 || !isPassingCancellation(reasons)) throw error;
        }
      }
    },

    async read(orderId) {
      const { Items = [] } = await dynamodb.query({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: `ORDER#${orderId}` } },
        ConsistentRead: true,
      });
      return {
        order: Items.filter((row) => row['sk']?.S === 'ORDER').map(orderOf)[0],
        effects: Items.flatMap((row) => readEffectRow(row) ?? []),
      };
    },
  };
}

function epochSeconds(): number {
  return Math.floor(Date.now() / 1000);
}
