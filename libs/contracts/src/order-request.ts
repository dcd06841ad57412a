import * as v from 'valibot';
import { CATALOGUE, CURRENCY } from './catalogue.ts';
import { rule } from './rule.ts';
import { emailSchema, textSchema } from './text.ts';

/** The most lines one order may have: with its idempotency record they fit one DynamoDB transaction (100 actions). */
export const MAX_ITEMS = 50;

/** The most units one line may ask for. */
export const MAX_QUANTITY = 1000;

const itemSchema = v.strictObject(
  {
    sku: v.pipe(
      textSchema(1, 64),
      rule('catalogue', (sku) => CATALOGUE.has(sku), 'is not in the catalogue'),
      v.description('A SKU of the catalogue.'),
      v.examples(['COFFEE-BEANS-1KG']),
    ),
    quantity: v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(MAX_QUANTITY, `must be at most ${MAX_QUANTITY}`),
    ),
  },
  'must be an object with sku and quantity, nothing else',
);

/** What `POST /orders` takes. Unknown fields are refused; prices are the catalogue's, so there are none here. */
export const orderRequestSchema = v.strictObject(
  {
    customer: v.strictObject(
      {
        email: v.pipe(
          emailSchema,
          v.metadata({ format: 'email' }),
          v.description('Where the confirmation goes.'),
          v.examples(['ada@example.com']),
        ),
        name: v.optional(
          v.pipe(textSchema(1, 100), v.description('How the confirmation greets the customer.')),
        ),
      },
      'must be an object with email and, if you like, name, nothing else',
    ),
    items: v.pipe(
      v.array(itemSchema, 'must be an array'),
      v.minLength(1, 'must have at least 1 item'),
      v.maxLength(MAX_ITEMS, `must have at most ${MAX_ITEMS} items`),
    ),
    currency: v.optional(v.literal(CURRENCY, `must be ${CURRENCY}`), CURRENCY),
  },
  'must be an object with customer, items and, if you like, currency, nothing else',
);

/** A valid order request: normalised, with its defaults. */
export type OrderRequest = v.InferOutput<typeof orderRequestSchema>;

/** An order request as a client writes it. */
export type OrderRequestInput = v.InferInput<typeof orderRequestSchema>;
