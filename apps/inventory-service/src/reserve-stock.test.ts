import { AwsServiceError, type DataPlane } from '@phaseline/aws-data-plane';
import {
  CATALOGUE,
  effectKey,
  readEffectRow,
  SCARCE_SKU,
  type Effect,
  type OrderPlaced,
} from '@phaseline/contracts';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reserveStock, type ReservationTable } from './reserve-stock.ts';
import { seedStock } from './seed-stock.ts';
import { available as unitsOf, order } from '../test/orders.ts';
import { stockKey } from './stock.ts';

let cloud: TestCloud;
let dynamodb: DataPlane['dynamodb'];
let table: string;

beforeAll(async () => {
  cloud = await startTestCloud();
  dynamodb = cloud.plane.dynamodb;
});

afterAll(() => cloud?.stop());

beforeEach(async () => {
  table = await cloud.table();
  await seedStock(dynamodb, table, CATALOGUE.values());
});

const available = (sku: string) => unitsOf(dynamodb, table, sku);

async function effectOf({ orderId }: OrderPlaced): Promise<Effect | undefined> {
  const Key = effectKey(orderId, 'inventory-service');
  const { Item } = await dynamodb.getItem({ TableName: table, Key, ConsistentRead: true });
  return Item && readEffectRow(Item);
}

describe('reserveStock', () => {
  it('takes all units of an order and records it', async () => {
    const event = order({ [SCARCE_SKU]: 2, 'MUG-STONEWARE': 3 });
    expect(await reserveStock(dynamodb, table, event)).toBe('reserved');
    expect([await available(SCARCE_SKU), await available('MUG-STONEWARE')]).toEqual([3, 999_997]);
    expect(await effectOf(event)).toMatchObject({ eventId: event.eventId, outcome: 'reserved' });
  });

  it('sums lines of one SKU', async () => {
    const line = { sku: SCARCE_SKU, name: 'x', quantity: 3, unitPrice: 1 };
    const event = { ...order({}), lines: [line, line], total: 6 };
    expect(await reserveStock(dynamodb, table, event)).toBe('out-of-stock');
    expect((await effectOf(event))?.shortages).toEqual([{ sku: SCARCE_SKU, requested: 6, available: 5 }]);
  });

  it('takes nothing of an order that lacks anything, and names what', async () => {
    const event = order({ 'MUG-STONEWARE': 1, [SCARCE_SKU]: 6 });
    expect(await reserveStock(dynamodb, table, event)).toBe('out-of-stock');
    expect([await available(SCARCE_SKU), await available('MUG-STONEWARE')]).toEqual([5, 1_000_000]);
    expect(await effectOf(event)).toMatchObject({
      outcome: 'out-of-stock',
      shortages: [{ sku: SCARCE_SKU, requested: 6, available: 5 }],
    });
  });

  it('has one effect however often an event is delivered, at once or again', async () => {
    const event = order({ [SCARCE_SKU]: 1 });
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => reserveStock(dynamodb, table, event)));
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(1);
    expect(await reserveStock(dynamodb, table, event)).toBe('known');
    expect(await available(SCARCE_SKU)).toBe(4);
  });

  it('keeps to an out-of-stock outcome when stock has come in since', async () => {
    const event = order({ [SCARCE_SKU]: 6 });
    await reserveStock(dynamodb, table, event);
    await dynamodb.putItem({ TableName: table, Item: { ...stockKey(SCARCE_SKU), available: { N: '100' } } });
    expect(await reserveStock(dynamodb, table, event)).toBe('known');
    expect(await available(SCARCE_SKU)).toBe(100);
  });

  it('never sells more than there is', async () => {
    const events = Array.from({ length: 12 }, () => order({ [SCARCE_SKU]: 1 }));
    const outcomes = await Promise.all(events.map((event) => reserveStock(dynamodb, table, event)));
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'out-of-stock')).toHaveLength(7);
    expect(await available(SCARCE_SKU)).toBe(0);
  });

  it('treats a SKU that was never stocked as a fault, and records nothing', async () => {
    const event = order({ 'NEVER-STOCKED': 1 });
    await expect(reserveStock(dynamodb, table, event)).rejects.toThrow(/NEVER-STOCKED has no stock row/);
    expect(await effectOf(event)).toBeUndefined();
  });

  it('tries again after conflicts, with a pause, and gives up in the end', async () => {
    const conflict = new AwsServiceError('conflict', {
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      code: 'TransactionCanceledException',
      retryable: false,
      throttling: false,
      outcomeUnknown: false,
      members: { CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }] },
    });
    let conflicts = 3;
    const contended: ReservationTable = {
      putItem: (input) => dynamodb.putItem(input),
      transactWriteItems: async (input) => {
        if (conflicts-- > 0) throw conflict;
        return dynamodb.transactWriteItems(input);
      },
    };
    const pauses: number[] = [];
    const pause = async (ms: number): Promise<void> => void pauses.push(ms);
    expect(await reserveStock(contended, table, order({ [SCARCE_SKU]: 1 }), pause)).toBe('reserved');
    expect(pauses).toHaveLength(3);
    conflicts = Infinity;
    await expect(reserveStock(contended, table, order({ [SCARCE_SKU]: 1 }), pause)).rejects.toBe(conflict);
  });
});

describe('seedStock', () => {
  it('stocks what is missing and nothing else, and a second run writes nothing', async () => {
    const fresh = await cloud.table();
    const item = CATALOGUE.get(SCARCE_SKU);
    if (item === undefined) throw new Error('The catalogue has no scarce SKU.');
    expect(await seedStock(dynamodb, fresh, [item])).toEqual([SCARCE_SKU]);
    await dynamodb.putItem({ TableName: fresh, Item: { ...stockKey(SCARCE_SKU), available: { N: '1' } } });
    expect(await seedStock(dynamodb, fresh, CATALOGUE.values())).toHaveLength(CATALOGUE.size - 1);
    const readOnly = {
      batchGetItem: dynamodb.batchGetItem.bind(dynamodb),
      putItem: () => Promise.reject(new Error('a write')),
    };
    expect(await seedStock(readOnly, fresh, CATALOGUE.values())).toEqual([]);
  });
});
