import * as v from 'valibot';
import { CURRENCY } from './catalogue.ts';
import { rule } from './rule.ts';
import { centsSchema, emailSchema, instantSchema, textSchema, uuidSchema } from './text.ts';

/** The event's name: the pattern workers subscribe to and the SNS message attribute. */
export const ORDER_PLACED = 'order.placed';

/** One line of an order, priced. */
export const orderLineSchema = v.object({
  sku: textSchema(1, 64),
  name: textSchema(1, 200),
  quantity: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  /** Cents. */
  unitPrice: centsSchema,
});

/**
 * `order.placed`, version 1. Fields may be added within a version: readers ignore what they do not know. `traceparent`
 * is no part of it, it travels in the message's attributes.
 */
export const orderPlacedSchema = v.pipe(
  v.object({
    type: v.literal(ORDER_PLACED),
    version: v.literal(1),
    eventId: uuidSchema,
    orderId: uuidSchema,
    occurredAt: instantSchema,
    customer: v.object({ email: emailSchema, name: v.optional(textSchema(1, 100)) }),
    currency: v.literal(CURRENCY),
    lines: v.pipe(v.array(orderLineSchema), v.minLength(1), v.maxLength(50)),
    /** Cents. */
    total: centsSchema,
  }),
  rule('total', (event) => event.total === totalOf(event.lines), 'total must be the sum of the lines'),
);

/** One line of an order, priced. */
export type OrderLine = v.InferOutput<typeof orderLineSchema>;

/** An order that was placed. */
export type OrderPlaced = v.InferOutput<typeof orderPlacedSchema>;

/** The sum of the lines in cents. */
export function totalOf(lines: readonly Pick<OrderLine, 'quantity' | 'unitPrice'>[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
}

/** Units asked for by SKU: two lines of one SKU are one demand. In the order of first appearance. */
export function unitsBySku(lines: readonly Pick<OrderLine, 'sku' | 'quantity'>[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const { sku, quantity } of lines) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
}
