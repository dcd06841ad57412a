import { describe, expect, it } from 'vitest';
import { orderRequestSchema, type OrderRequestInput } from './order-request.ts';
import { sampleOrderRequest } from './samples.ts';
import { validate } from './validate.ts';

const item = { sku: 'MUG-STONEWARE', quantity: 1 };

function violations(change: Record<string, unknown>): { field: string; rule: string }[] {
  const result = validate(orderRequestSchema, { ...sampleOrderRequest, ...change });
  return result.ok ? [] : result.errors.map(({ field, rule }) => ({ field, rule }));
}

describe('orderRequestSchema', () => {
  it('takes the sample and fills in the currency', () => {
    expect(validate(orderRequestSchema, sampleOrderRequest)).toEqual({
      ok: true,
      value: { ...sampleOrderRequest, currency: 'USD' },
    });
  });

  it('normalises names, so that one name has one spelling', () => {
    const input: OrderRequestInput = {
      ...sampleOrderRequest,
      customer: { email: 'a@b.co', name: 'Zoe\u0308' },
    };
    const result = validate(orderRequestSchema, input);
    expect(result).toMatchObject({ ok: true, value: { customer: { name: 'Zo\u00eb' } } });
  });

  it('takes two lines of one SKU', () => {
    expect(violations({ items: [item, item] })).toEqual([]);
  });

  it.each([
    [{ items: [] }, 'items', 'min_length'],
    [{ items: Array.from({ length: 51 }, () => item) }, 'items', 'max_length'],
    [{ items: 'MUG' }, 'items', 'array'],
    [{ items: [item, item, { sku: 'NO-SUCH', quantity: 1 }] }, 'items[2].sku', 'catalogue'],
    [{ items: [{ quantity: 1 }] }, 'items[0].sku', 'required'],
    [{ items: [{ ...item, price: 1 }] }, 'items[0].price', 'unknown_field'],
    [{ items: [{ ...item, quantity: 0 }] }, 'items[0].quantity', 'min_value'],
    [{ items: [{ ...item, quantity: -0 }] }, 'items[0].quantity', 'min_value'],
    [{ items: [{ ...item, quantity: 1001 }] }, 'items[0].quantity', 'max_value'],
    [{ items: [{ ...item, quantity: 1.5 }] }, 'items[0].quantity', 'integer'],
    [{ items: [{ ...item, quantity: 2 ** 53 }] }, 'items[0].quantity', 'max_value'],
    [{ items: [{ ...item, quantity: Infinity }] }, 'items[0].quantity', 'integer'],
    [{ items: [{ ...item, quantity: NaN }] }, 'items[0].quantity', 'number'],
    [{ items: [{ ...item, quantity: '1' }] }, 'items[0].quantity', 'number'],
    [{ currency: 'EUR' }, 'currency', 'literal'],
    [{ customer: {} }, 'customer.email', 'required'],
    [{ customer: { email: 'ada' } }, 'customer.email', 'email'],
    [{ customer: { email: 'a@b.co\r\nBcc: c@d.co' } }, 'customer.email', 'printable'],
    [{ customer: { email: `${'a'.repeat(65)}@b.co` } }, 'customer.email', 'email'],
    [
      { customer: { email: `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d.'.repeat(70)}co` } },
      'customer.email',
      'max_length',
    ],
    [{ customer: { email: 'a@b.co', name: '\ud800' } }, 'customer.name', 'well_formed'],
    [{ customer: { email: 'a@b.co', name: 'a\u0000b' } }, 'customer.name', 'printable'],
    [{ customer: { email: 'a@b.co', name: 'a\u202eb' } }, 'customer.name', 'printable'],
    [{ customer: { email: 'a@b.co', name: '' } }, 'customer.name', 'min_length'],
    [{ customer: { email: 'a@b.co', name: ' a' } }, 'customer.name', 'trimmed'],
    [{ customer: { email: 'a@b.co', name: 'a'.repeat(101) } }, 'customer.name', 'max_length'],
    [{ customer: null }, 'customer', 'strict_object'],
    [{ price: 1 }, 'price', 'unknown_field'],
  ])('refuses %j', (change, field, rule) => {
    expect(violations(change)).toEqual([{ field, rule }]);
  });

  it('refuses fields that every object inherits', () => {
    const hostile: unknown = JSON.parse(
      '{"customer":{"email":"a@b.co","constructor":1},"items":[],"__proto__":{"a":1}}',
    );
    const result = validate(orderRequestSchema, hostile);
    expect(result.ok ? [] : result.errors.map(({ field }) => field)).toEqual([
      'customer.constructor',
      'items',
      '__proto__',
    ]);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it.each([null, undefined, 1, 'x', true, []])('refuses %j for a body', (body) => {
    expect(validate(orderRequestSchema, body).ok).toBe(false);
  });

  it('lists at most 20 violations', () => {
    const result = validate(orderRequestSchema, { items: Array.from({ length: 5000 }, () => ({})) });
    expect(result.ok ? 0 : result.errors.length).toBe(20);
  });
});
