import { describe, expect, it } from 'vitest';
import { eventsOf, readProblem, ITEM, place, post, someCustomer, type Target } from './target.ts';

const mug = JSON.stringify(ITEM);

/** Bodies that are no JSON document of a sane shape. `%` stands for a customer of their own. */
const MALFORMED: readonly (readonly [what: string, body: string])[] = [
  ['nothing', ''],
  ['half a document', '{"customer":'],
  ['a trailing comma', `{"customer":%,"items":[${mug}],}`],
  ['NaN', `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":NaN}]}`],
  ['JSON nested 10000 deep', `{"customer":%,"items":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
];

/** Orders with one fault each, and the field it is in. */
const INVALID: readonly (readonly [what: string, body: string, field: string])[] = [
  ['null', 'null', ''],
  ['an array', `[${mug}]`, 'customer'],
  ['an unknown field', `{"customer":%,"items":[${mug}],"discount":1}`, 'discount'],
  [
    'a price of its own',
    `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":1,"unitPrice":1}]}`,
    'items[0].unitPrice',
  ],
  ['__proto__', `{"customer":%,"items":[${mug}],"__proto__":{"admin":true}}`, '__proto__'],
  ['constructor', `{"customer":%,"items":[${mug}],"constructor":{}}`, 'constructor'],
  ['a field twice', `{"customer":%,"items":[${mug}],"items":[${mug}]}`, 'items'],
  [
    'a nested field twice',
    `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":1,"quantity":9}]}`,
    'items[0].quantity',
  ],
  [
    'a field twice, once escaped',
    `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":1,"\\u0071uantity":9}]}`,
    'items[0].quantity',
  ],
  ['no items', `{"customer":%,"items":[]}`, 'items'],
  ['51 items', `{"customer":%,"items":[${Array.from({ length: 51 }, () => mug).join()}]}`, 'items'],
  ['an unknown SKU', `{"customer":%,"items":[${mug},${mug},{"sku":"NO-SUCH","quantity":1}]}`, 'items[2].sku'],
  ...[
    '0',
    '-0',
    '-1',
    '1.5',
    '1001',
    '9007199254740993',
    '1e999',
    '-1e999',
    '1.00000000000000000001',
    '"1"',
    'null',
    'true',
  ].map(
    (quantity) =>
      [
        `a quantity of ${quantity}`,
        `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":${quantity}}]}`,
        'items[0].quantity',
      ] as const,
  ),
  [
    'an unpaired surrogate',
    `{"customer":{"email":"a@example.com","name":"\\ud800"},"items":[${mug}]}`,
    'customer.name',
  ],
  [
    'a control character',
    `{"customer":{"email":"a@example.com","name":"a\\u0007"},"items":[${mug}]}`,
    'customer.name',
  ],
  [
    'a header in the address',
    `{"customer":{"email":"a@example.com\\r\\nBcc: b@example.com"},"items":[${mug}]}`,
    'customer.email',
  ],
  ['another currency', `{"customer":%,"items":[${mug}],"currency":"EUR"}`, 'currency'],
];

/** Orders that must be refused, each with its own clear answer, and of which nothing may be published. */
export function refusedOrderTests(target: () => Target): void {
  describe('a refused order', () => {
    it.each(MALFORMED)('with %s answers 400', async (_, template) => {
      const body = template.replace('%', JSON.stringify(someCustomer()));
      expect(await readProblem(await post(target(), body))).toMatchObject({ status: 400 });
    });

    it.each(INVALID)('with %s answers 422 naming the field', async (_, template, field) => {
      const body = template.replace('%', JSON.stringify(someCustomer()));
      const problem = await readProblem(await post(target(), body));
      expect(problem.status).toBe(422);
      expect(problem.errors?.map((error) => error.field)).toContain(field);
    });

    it('in another encoding than UTF-8 answers 400', async () => {
      expect(await readProblem(await post(target(), Uint8Array.from([0x7b, 0xff, 0x7d])))).toMatchObject({
        status: 400,
      });
    });

    it('is not published, and neither is anything of it', async () => {
      const customer = someCustomer();
      const faults = [...MALFORMED, ...INVALID]
        .map(([, template]) => template)
        .filter((template) => template.includes('%'));
      for (const template of faults) {
        const { status } = await post(target(), template.replace('%', JSON.stringify(customer)));
        expect(status).toBeGreaterThanOrEqual(400);
      }
      const marker = someCustomer();
      await place(target(), { customer: marker, items: [ITEM] });
      await expect.poll(() => eventsOf(target(), marker.email), { timeout: 10_000 }).toHaveLength(1);
      expect(await eventsOf(target(), customer.email)).toHaveLength(0);
    });
  });
}
