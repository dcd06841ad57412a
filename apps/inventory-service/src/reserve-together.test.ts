import type { DataPlane } from '@phaseline/aws-data-plane';
import { CATALOGUE, effectKey, readEffectRow, SCARCE_SKU, type OrderPlaced } from '@phaseline/contracts';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { reserveStock, type ReservationTable } from './reserve-stock.ts';
import { fitOneReservation, reserveTogether } from './reserve-together.ts';
import { seedStock } from './seed-stock.ts';
import { available as unitsOf, order } from '../test/orders.ts';

const plenty = 'MUG-STONEWARE';
let cloud: TestCloud;
let dynamodb: DataPlane['dynamodb'];
let table: string;
let calls = 0;
let counted: ReservationTable;

beforeAll(async () => {
  cloud = await startTestCloud();
  dynamodb = cloud.plane.dynamodb;
  counted = {
    putItem: (input, options) => dynamodb.putItem(input, options),
    transactWriteItems: (input) => {
      calls++;
      return dynamodb.transactWriteItems(input);
    },
  };
});

afterAll(() => cloud?.stop());

beforeEach(async () => {
  table = await cloud.table();
  calls = 0;
  await seedStock(dynamodb, table, CATALOGUE.values());
});

const available = (sku: string) => unitsOf(dynamodb, table, sku);

describe('reserveTogether', () => {
  it('takes the units of all in one call', async () => {
    const events = [order({ [plenty]: 1 }), order({ [plenty]: 2, [SCARCE_SKU]: 1 }), order({ [plenty]: 4 })];
    expect(await reserveTogether(counted, table, events)).toEqual(['reserved', 'reserved', 'reserved']);
    expect(calls).toBe(1);
    expect([await available(plenty), await available(SCARCE_SKU)]).toEqual([999_993, 4]);
    expect(await reserveTogether(counted, table, events)).toEqual(['known', 'known', 'known']);
    expect([await available(plenty), await available(SCARCE_SKU)]).toEqual([999_993, 4]);
  });

  it('knows from one cancelled call what is known or short, and takes the others together', async () => {
    const known = order({ [plenty]: 10 });
    await reserveStock(dynamodb, table, known);
    const short = order({ [SCARCE_SKU]: 6, [plenty]: 100 });
    const events = [order({ [plenty]: 1 }), known, short, order({ [plenty]: 2 })];
    expect(await reserveTogether(counted, table, events)).toEqual([
      'reserved',
      'known',
      'out-of-stock',
      'reserved',
    ]);
    expect(calls).toBe(2);
    const Key = effectKey(short.orderId, 'inventory-service');
    const { Item } = await dynamodb.getItem({ TableName: table, Key });
    expect(Item && readEffectRow(Item)).toMatchObject({
      outcome: 'out-of-stock',
      shortages: [{ sku: SCARCE_SKU, requested: 6, available: 5 }],
    });
    expect([await available(plenty), await available(SCARCE_SKU)]).toEqual([999_987, 5]);
  });

  it('sells what there is, though not enough for all', async () => {
    const events = Array.from({ length: 12 }, () => order({ [SCARCE_SKU]: 1 }));
    const outcomes = await reserveTogether(counted, table, events);
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'out-of-stock')).toHaveLength(7);
    expect(await available(SCARCE_SKU)).toBe(0);
  });

  it('fails for a SKU that was never stocked; the others are known when they are tried once more', async () => {
    const events = [order({ [plenty]: 1 }), order({ 'NEVER-STOCKED': 1 })];
    await expect(reserveTogether(counted, table, events)).rejects.toThrow(/NEVER-STOCKED has no stock row/);
    const [first] = events as [OrderPlaced, OrderPlaced];
    expect(await reserveTogether(counted, table, [first])).toEqual(['reserved']);
    expect(await available(plenty)).toBe(999_999);
  });
});

describe('fitOneReservation', () => {
  it('is within what DynamoDB takes, and holds no order twice', () => {
    const one = order({ [plenty]: 1 });
    expect(fitOneReservation([one, order({ [plenty]: 1 })])).toBe(true);
    expect(fitOneReservation([one, one])).toBe(false);
    expect(fitOneReservation(Array.from({ length: 99 }, () => order({ [plenty]: 1 })))).toBe(true);
    expect(fitOneReservation(Array.from({ length: 100 }, () => order({ [plenty]: 1 })))).toBe(false);
  });
});
