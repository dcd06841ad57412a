import { sampleOrderPlaced, totalOf, type OrderPlaced } from '@phaseline/contracts';
import { describe, expect, it } from 'vitest';
import { fitOneTransaction } from './count-orders.ts';
import { rowCount, tally } from './tally.ts';

const mug = { sku: 'MUG-STONEWARE', name: 'Mug', quantity: 2, unitPrice: 1800 };
const tea = { sku: 'TEA-SENCHA-100G', name: 'Tea', quantity: 1, unitPrice: 1290 };

function order(day: string, lines: OrderPlaced['lines']): OrderPlaced {
  return { ...sampleOrderPlaced, occurredAt: `${day}T23:59:59.999Z`, lines, total: totalOf(lines) };
}

describe('tally', () => {
  it('sums by day and SKU, and counts an order once a SKU', () => {
    const tallies = tally([
      order('2026-11-22', [mug]),
      order('2026-11-23', [mug, tea, mug]),
      order('2026-11-23', [tea]),
    ]);
    expect(tallies).toEqual(
      new Map([
        [
          'ANALYTICS#2026-11-22',
          new Map([
            ['TOTAL', { orders: 1, units: 2, revenue: 3600 }],
            ['SKU#MUG-STONEWARE', { orders: 1, units: 2, revenue: 3600 }],
          ]),
        ],
        [
          'ANALYTICS#2026-11-23',
          new Map([
            ['TOTAL', { orders: 2, units: 6, revenue: 9780 }],
            ['SKU#MUG-STONEWARE', { orders: 1, units: 4, revenue: 7200 }],
            ['SKU#TEA-SENCHA-100G', { orders: 2, units: 2, revenue: 2580 }],
          ]),
        ],
      ]),
    );
    expect(rowCount(tallies)).toBe(5);
  });

  it('fits the largest order into one transaction, and says when a group does not', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ ...mug, sku: `SKU-${index}` }));
    expect(fitOneTransaction([order('2026-11-23', many)])).toBe(true);
    expect(fitOneTransaction(Array.from({ length: 98 }, () => order('2026-11-23', [mug])))).toBe(true);
    expect(fitOneTransaction(Array.from({ length: 99 }, () => order('2026-11-23', [mug])))).toBe(false);
  });
});
