import * as v from 'valibot';
import { CURRENCY } from './catalogue.ts';
import { orderLineSchema } from './order-placed.ts';
import { centsSchema, instantSchema, uuidSchema } from './text.ts';

/** The components that work on every placed order. */
export const WORKERS = ['email-service', 'inventory-service', 'analytics-service'] as const;

/** A component that works on every placed order. */
export type Worker = (typeof WORKERS)[number];

/** What a worker's EFFECT row may say it did. */
export const OUTCOMES = ['sent', 'reserved', 'out-of-stock', 'counted'] as const;

/** What a worker did with an order. */
export type Outcome = (typeof OUTCOMES)[number];

/** A SKU of which less was in stock than an order asked for. */
export const shortageSchema = v.object({
  sku: v.string(),
  requested: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  available: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** A SKU of which less was in stock than an order asked for. */
export type Shortage = v.InferOutput<typeof shortageSchema>;

const effectSchema = v.object({
  status: v.picklist(['pending', 'done']),
  outcome: v.optional(v.picklist(OUTCOMES)),
  at: v.optional(instantSchema),
  shortages: v.optional(v.array(shortageSchema)),
});

/** What one worker has done with an order so far. */
export type EffectView = v.InferOutput<typeof effectSchema>;

/** What `POST /orders` answers with 202. */
export const orderAcceptedSchema = v.object({
  orderId: uuidSchema,
  eventId: uuidSchema,
  status: v.literal('accepted'),
  links: v.object({ self: v.pipe(v.string(), v.description('Where to see what the workers did with it.')) }),
});

/** What `POST /orders` answers with 202. */
export type OrderAccepted = v.InferOutput<typeof orderAcceptedSchema>;

/** What `GET /orders/:id` answers. `status` is `completed` once every worker is done, out of stock or not. */
export const orderStatusSchema = v.object({
  orderId: uuidSchema,
  eventId: uuidSchema,
  status: v.picklist(['accepted', 'processing', 'completed']),
  acceptedAt: v.optional(instantSchema),
  currency: v.optional(v.literal(CURRENCY)),
  total: v.optional(centsSchema),
  lines: v.optional(v.array(orderLineSchema)),
  effects: v.object({
    'email-service': effectSchema,
    'inventory-service': effectSchema,
    'analytics-service': effectSchema,
  }),
});

/** What `GET /orders/:id` answers. */
export type OrderStatus = v.InferOutput<typeof orderStatusSchema>;
