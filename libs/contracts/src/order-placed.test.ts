import { describe, expect, it } from 'vitest';
import { orderPlacedSchema, totalOf, unitsBySku } from './order-placed.ts';
import { sampleOrderPlaced } from './samples.ts';
import { validate } from './validate.ts';

describe('orderPlacedSchema', () => {
  it('takes the sample as it is', () => {
    expect(validate(orderPlacedSchema, sampleOrderPlaced)).toEqual({ ok: true, value: sampleOrderPlaced });
  });

  it('ignores fields of a later minor version', () => {
    expect(validate(orderPlacedSchema, { ...sampleOrderPlaced, channel: 'web' })).toEqual({
      ok: true,
      value: sampleOrderPlaced,
    });
  });

  it.each([
    [{ version: 2 }, 'version'],
    [{ type: 'order.cancelled' }, 'type'],
    [{ eventId: 'x' }, 'eventId'],
    [{ occurredAt: 'yesterday' }, 'occurredAt'],
    [{ lines: [] }, 'lines'],
    [{ total: sampleOrderPlaced.total + 1 }, ''],
  ])('refuses %j', (change, field) => {
    const result = validate(orderPlacedSchema, { ...sampleOrderPlaced, ...change });
    expect(result.ok ? [] : result.errors.map((error) => error.field)).toEqual([field]);
  });
});

describe('sums over lines', () => {
  const lines = [
    { sku: 'A', quantity: 2, unitPrice: 150 },
    { sku: 'B', quantity: 1000, unitPrice: 99_999 },
    { sku: 'A', quantity: 3, unitPrice: 150 },
  ];

  it('count every unit once, whichever line it stands on', () => {
    expect([...unitsBySku(lines)]).toEqual([
      ['A', 5],
      ['B', 1000],
    ]);
    expect(totalOf(lines)).toBe(5 * 150 + 1000 * 99_999);
  });
});
