import { describe, expect, test } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { judgeStream } from './judge-stream.ts';
import { createOrderBook } from './order-book.ts';

const before: Ledger = { ordersCounted: 5, stock: { A: 100 }, emails: new Map() };
const after: Ledger = {
  ordersCounted: 7,
  stock: { A: 94 },
  emails: new Map(['1', '2'].map((id) => [id, 1])),
};
const noDeadLetters = { 'email-service': 0 };

function bookOfTwo(isDone = true) {
  const book = createOrderBook();
  for (const orderId of ['1', '2']) {
    book.alongside({ orderId, units: new Map([['A', 3]]), chapter: 'ecs', dueAt: 1000 });
    const outcomes = book.orders.get(orderId)?.outcomes ?? {};
    outcomes['inventory-service'] = { outcome: 'reserved', at: 1100 };
    outcomes['analytics-service'] = { outcome: 'counted', at: 1200 };
    if (isDone || orderId === '1') outcomes['email-service'] = { outcome: 'sent', at: 1250 };
  }
  return book;
}

describe('judgeStream', () => {
  test('finds nothing wrong where every order has exactly its effects', () => {
    const report = judgeStream(bookOfTwo(), before, after, noDeadLetters);
    expect(report).toMatchObject({ accepted: 2, done: 2, lost: 0, doubled: 0, problems: [] });
    expect(report.latencyMs).toEqual({ ecs: { n: 2, p50: 250, p99: 250 } });
  });

  test.each<[string, Partial<Ledger>]>([
    ['counted twice', { ordersCounted: 8 }],
    ['taken twice', { stock: { A: 91 } }],
    ['mailed twice', { emails: new Map(Object.entries({ 1: 2, 2: 1 })) }],
  ])('an order %s is doubled', (_what, found) => {
    const report = judgeStream(bookOfTwo(), before, { ...after, ...found }, noDeadLetters);
    expect(report.doubled).toBeGreaterThan(0);
    expect(report.problems).toHaveLength(1);
  });

  test('an order that a worker never finished is lost, and names worker and order', () => {
    const report = judgeStream(bookOfTwo(false), before, after, noDeadLetters);
    expect(report.lost).toBe(1);
    expect(report.problems).toEqual([expect.stringMatching(/Order 2 .*email-service/)]);
  });

  test('a good message that was given up is a problem', () => {
    const report = judgeStream(bookOfTwo(), before, after, { 'email-service': 1 });
    expect(report.problems).toEqual([expect.stringContaining('email-service')]);
  });
});
