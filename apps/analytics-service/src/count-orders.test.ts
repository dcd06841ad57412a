import { randomUUID } from 'node:crypto';
import { AwsServiceError, type DataPlane } from '@phaseline/aws-data-plane';
import { sampleOrderPlaced, type OrderPlaced } from '@phaseline/contracts';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countOrders, type CounterTable } from './count-orders.ts';

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
});

const order = (): OrderPlaced => ({ ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() });

async function counter(sk: string): Promise<Record<string, number>> {
  const Key = { pk: { S: 'ANALYTICS#2026-11-23' }, sk: { S: sk } };
  const { Item = {} } = await dynamodb.getItem({ TableName: table, Key, ConsistentRead: true });
  return Object.fromEntries(['orders', 'units', 'revenue'].map((name) => [name, Number(Item[name]?.N ?? 0)]));
}

describe('countOrders', () => {
  it('adds a group to its day and its SKUs', async () => {
    await countOrders(dynamodb, table, [order(), order()]);
    await countOrders(dynamodb, table, [order()]);
    expect(await counter('TOTAL')).toEqual({ orders: 3, units: 9, revenue: 20_100 });
    expect(await counter('SKU#COFFEE-BEANS-1KG')).toEqual({ orders: 3, units: 6, revenue: 14_700 });
    expect(await counter('SKU#MUG-STONEWARE')).toEqual({ orders: 3, units: 3, revenue: 5400 });
  });

  it('counts an event once, delivered twice in a group, in later groups or all at once', async () => {
    const [first, second, third] = [order(), order(), order()];
    await countOrders(dynamodb, table, [first, first]);
    await countOrders(dynamodb, table, [first, second]);
    await Promise.all([1, 2, 3, 4].map(() => countOrders(dynamodb, table, [first, second, third])));
    expect((await counter('TOTAL'))['orders']).toBe(3);
  });

  it('tries again after a conflict and counts nothing twice when an answer is lost', async () => {
    const failure = (code: string, members = {}) =>
      new AwsServiceError('x', {
        service: 'dynamodb',
        operation: 'TransactWriteItems',
        code,
        retryable: false,
        throttling: false,
        outcomeUnknown: false,
        members,
      });
    const conflict = failure('TransactionCanceledException', {
      CancellationReasons: [{ Code: 'TransactionConflict' }, { Code: 'None' }],
    });
    const script = [conflict, conflict, failure('ECONNRESET')];
    const flaky: CounterTable = {
      async transactWriteItems(input) {
        const next = script.shift();
        if (next?.code === 'ECONNRESET') await dynamodb.transactWriteItems(input);
        if (next !== undefined) throw next;
        return dynamodb.transactWriteItems(input);
      },
    };
    const event = order();
    await expect(countOrders(flaky, table, [event], async () => {})).rejects.toThrow('ECONNRESET');
    await countOrders(flaky, table, [event], async () => {});
    expect((await counter('TOTAL'))['orders']).toBe(1);
  });
});
