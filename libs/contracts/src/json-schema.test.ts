import { describe, expect, it } from 'vitest';
import { CATALOGUE, SCARCE_SKU } from './catalogue.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { orderRequestSchema } from './order-request.ts';

describe('jsonSchemaOf', () => {
  it('says what the schema checks: limits, required fields, no others', () => {
    expect(jsonSchemaOf(orderRequestSchema, 'input')).toMatchObject({
      type: 'object',
      required: ['customer', 'items'],
      additionalProperties: false,
      properties: {
        items: {
          minItems: 1,
          maxItems: 50,
          items: { properties: { quantity: { type: 'integer', minimum: 1, maximum: 1000 } } },
        },
      },
    });
  });
});

describe('the catalogue', () => {
  it('has whole prices, stock for a demo, and one SKU that runs out', () => {
    for (const { unitPrice, initialStock } of CATALOGUE.values()) {
      expect(Number.isSafeInteger(unitPrice) && unitPrice > 0 && initialStock > 0).toBe(true);
    }
    expect(CATALOGUE.get(SCARCE_SKU)?.initialStock).toBe(5);
  });
});
