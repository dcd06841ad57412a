import { describe, expect, it } from 'vitest';
import { effectKey, effectRow, readEffectRow, type Effect } from './effect-row.ts';

const effect: Effect = {
  orderId: '019ab1c2-0000-7000-8000-000000000002',
  eventId: '019ab1c2-0000-7000-8000-000000000001',
  component: 'inventory-service',
  outcome: 'out-of-stock',
  at: '2026-11-23T00:10:00.000Z',
  shortages: [{ sku: 'ROASTER-LIMITED', requested: 6, available: 5 }],
};

describe('effect rows', () => {
  it('read back as they were written, and expire 90 days later', () => {
    const row = effectRow(effect);
    expect(readEffectRow(row)).toEqual(effect);
    expect(row['expiresAt']).toEqual({ N: String(Date.parse('2027-02-21T00:10:00.000Z') / 1000) });
  });

  it('are no effects before their outcome is known', () => {
    expect(
      readEffectRow({ ...effectKey(effect.orderId, 'email-service'), leaseOwner: { S: 'x' } }),
    ).toBeUndefined();
    expect(
      readEffectRow({ pk: { S: 'ORDER#1' }, sk: { S: 'ORDER' }, outcome: { S: 'sent' } }),
    ).toBeUndefined();
  });
});
