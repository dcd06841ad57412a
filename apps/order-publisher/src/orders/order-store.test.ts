import type { DataPlane } from '@phaseline/aws-data-plane';
import { orderRequestSchema, sampleOrderRequest, validate, type OrderRequest } from '@phaseline/contracts';
import { startTestCloud, type TestCloud } from '@phaseline/messaging/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readIdempotencyKey, type IdempotencyKey } from './idempotency-key.ts';
import { createOrderStore } from './order-store.ts';
import { newOrder } from './order.ts';
import { rememberLast } from './remember-last.ts';

const parsed = validate(orderRequestSchema, sampleOrderRequest);
const request = (parsed.ok ? parsed.value : undefined) as OrderRequest;
const keyOf = (name: string) => readIdempotencyKey(name, request) as IdempotencyKey;

let cloud: TestCloud;
let dynamodb: DataPlane['dynamodb'];
let table: string;
let calls: string[];

beforeAll(async () => {
  cloud = await startTestCloud();
  const { plane } = cloud;
  dynamodb = {
    ...plane.dynamodb,
    transactWriteItems: (input, options) => {
      calls.push('write');
      return plane.dynamodb.transactWriteItems(input, options);
    },
    getItem: (input, options) => {
      calls.push('read');
      return plane.dynamodb.getItem(input, options);
    },
  };
});

afterAll(() => cloud?.stop());

beforeEach(async () => {
  table = await cloud.table();
  calls = [];
});

describe('claim', () => {
  it('only reads a key that this process has seen; another process learns of it by being refused', async () => {
    const order = newOrder(request);
    const store = createOrderStore(dynamodb, table);
    const known = { orderId: order.orderId, eventId: order.eventId };
    expect(await store.claim(keyOf('a'), order)).toBeUndefined();
    expect(await store.claim(keyOf('a'), newOrder(request))).toMatchObject(known);
    expect(calls).toEqual(['write', 'read']);
    expect(await createOrderStore(dynamodb, table).claim(keyOf('a'), newOrder(request))).toMatchObject(known);
    expect(calls).toEqual(['write', 'read', 'write', 'read']);
  });

  it('gives a key to one of those that come at once', async () => {
    const store = createOrderStore(dynamodb, table);
    const orders = [newOrder(request), newOrder(request), newOrder(request)];
    const answers = await Promise.all(orders.map((order) => store.claim(keyOf('b'), order)));
    const winner = orders[answers.indexOf(undefined)];
    expect(answers.filter((answer) => answer === undefined)).toHaveLength(1);
    for (const answer of answers) expect(answer?.orderId ?? winner?.orderId).toBe(winner?.orderId);
  });

  it('claims a key that it has seen and that is not there', async () => {
    let refused = false;
    const failing: typeof dynamodb = {
      ...dynamodb,
      transactWriteItems: async (input) => {
        if (refused) return await dynamodb.transactWriteItems(input);
        refused = true;
        throw new Error('refused');
      },
    };
    const store = createOrderStore(failing, table);
    await expect(store.claim(keyOf('c'), newOrder(request))).rejects.toThrow('refused');
    expect(await store.claim(keyOf('c'), newOrder(request))).toBeUndefined();
    expect(calls).toEqual(['read', 'write']);
  });
});

describe('rememberLast', () => {
  it('forgets what was added longest ago', () => {
    const last = rememberLast(2);
    for (const value of ['a', 'b', 'a', 'c']) last.add(value);
    expect(['a', 'b', 'c'].map((value) => last.has(value))).toEqual([true, false, true]);
  });
});
