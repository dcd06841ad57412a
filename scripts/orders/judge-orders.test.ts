import type { OrderStatus } from '@phaseline/contracts';
import { describe, expect, test } from 'vitest';
import { judgeOrders } from './judge-orders.ts';
import type { Ledger } from './ledger.ts';
import type { SentRequest } from './send-orders.ts';

const orderId = '0192f3a0-0000-7000-8000-000000000001';
const sent: SentRequest = {
  request: {
    kind: 'normal',
    idempotencyKey: 'k',
    body: '{}',
    contentType: 'application/json',
    expectedStatus: [202],
    after: undefined,
  },
  status: 202,
  orderId,
  detail: '',
  retries: 0,
  milliseconds: 5,
};
const done = (outcome: 'sent' | 'reserved' | 'counted') =>
  ({ status: 'done', outcome, at: '2026-01-01T00:00:00.250Z' }) as const;
const status: OrderStatus = {
  orderId,
  eventId: orderId,
  status: 'completed',
  acceptedAt: '2026-01-01T00:00:00.000Z',
  lines: [{ sku: 'A', name: 'a', quantity: 2, unitPrice: 1 }],
  effects: {
    'email-service': done('sent'),
    'inventory-service': done('reserved'),
    'analytics-service': done('counted'),
  },
};
const before: Ledger = { ordersCounted: 10, stock: { A: 100 }, emails: new Map() };
const after: Ledger = { ordersCounted: 11, stock: { A: 98 }, emails: new Map([[orderId, 1]]) };
const judge = (changes: Partial<Ledger> = {}, watched: OrderStatus | undefined = status) =>
  judgeOrders([sent], [{ orderId, status: watched }], before, { ...after, ...changes });

describe('judgeOrders', () => {
  test('finds nothing wrong with an order that has exactly its effects', () => {
    expect(judge()).toMatchObject({
      accepted: 1,
      lost: 0,
      doubled: 0,
      problems: [],
      latency: { p50: 250, p99: 250 },
    });
  });

  test.each<[string, Partial<Ledger>]>([
    ['counted twice', { ordersCounted: 12 }],
    ['stock taken twice', { stock: { A: 96 } }],
    ['mailed twice', { emails: new Map([[orderId, 2]]) }],
  ])('an order %s is doubled', (_what, changes) => {
    const report = judge(changes);
    expect(report.doubled).toBeGreaterThan(0);
    expect(report.problems).toHaveLength(1);
  });

  test.each<[string, Partial<Ledger>]>([
    ['counted', { ordersCounted: 10 }],
    ['taken from stock', { stock: { A: 100 } }],
    ['mailed', { emails: new Map() }],
  ])('an order that says done and was never %s is a problem', (_what, changes) => {
    expect(judge(changes).problems).toHaveLength(1);
  });

  test('an order that a worker never finished is lost and names the worker', () => {
    const report = judge(
      { emails: undefined },
      {
        ...status,
        status: 'processing',
        effects: { ...status.effects, 'email-service': { status: 'pending' } },
      },
    );
    expect(report.lost).toBe(1);
    expect(report.problems).toEqual([expect.stringContaining('email-service')]);
  });

  test('an unexpected answer is a problem', () => {
    expect(judgeOrders([{ ...sent, status: 500, orderId: undefined }], [], before, before).problems).toEqual([
      expect.stringContaining('answered 500'),
    ]);
  });

  test('a repeat that gives another order is a problem', () => {
    const repeat: SentRequest = {
      ...sent,
      request: { ...sent.request, kind: 'repeated', after: 0 },
      orderId: 'other',
    };
    expect(judgeOrders([sent, repeat], [{ orderId, status }], before, after).problems).toHaveLength(1);
  });
});
