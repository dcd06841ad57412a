import { describe, expect, it } from 'vitest';
import { eventsOf, expectProblem, ITEM, place, post, someCustomer, type Target } from './target.ts';

const mug = JSON.stringify(ITEM);

/** Bodies with a fault each. `%` stands for a customer of their own. */
const REFUSED: readonly (readonly [what: string, status: number, body: string, field?: string])[] = [
  ['nothing', 400, ''],
  ['half a document', 400, '{"customer":'],
  ['a trailing comma', 400, `{"customer":%,"items":[${mug}],}`],
  ['NaN', 400, `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":NaN}]}`],
  ['JSON nested 10000 deep', 400, `{"customer":%,"items":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
  ['null', 422, 'null', ''],
  ['an array', 422, `[${mug}]`, 'customer'],
  ['an unknown field', 422, `{"customer":%,"items":[${mug}],"discount":1}`, 'discount'],
  [
    'a price of its own',
    422,
    `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":1,"unitPrice":1}]}`,
    'items[0].unitPrice',
  ],
  ['__proto__', 422, `{"customer":%,"items":[${mug}],"__proto__":{"admin":true}}`, '__proto__'],
  ['constructor', 422, `{"customer":%,"items":[${mug}],"constructor":{}}`, 'constructor'],
  ['a field twice', 422, `{"customer":%,"items":[${mug}],"items":[${mug}]}`, 'items'],
  [
    'a nested field twice',
    422,
    `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":1,"quantity":9}]}`,
    'items[0].quantity',
  ],
  [
    'a field twice, once escaped',
    422,
    `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":1,"\\u0071uantity":9}]}`,
    'items[0].quantity',
  ],
  ['no items', 422, `{"customer":%,"items":[]}`, 'items'],
  ['51 items', 422, `{"customer":%,"items":[${Array.from({ length: 51 }, () => mug).join()}]}`, 'items'],
  [
    'an unknown SKU',
    422,
    `{"customer":%,"items":[${mug},${mug},{"sku":"NO-SUCH","quantity":1}]}`,
    'items[2].sku',
  ],
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
        422,
        `{"customer":%,"items":[{"sku":"MUG-STONEWARE","quantity":${quantity}}]}`,
        'items[0].quantity',
      ] as const,
  ),
  [
    'an unpaired surrogate',
    422,
    `{"customer":{"email":"a@example.com","name":"\\ud800"},"items":[${mug}]}`,
    'customer.name',
  ],
  [
    'a control character',
    422,
    `{"customer":{"email":"a@example.com","name":"a\\u0007"},"items":[${mug}]}`,
    'customer.name',
  ],
  [
    'a header in the address',
    422,
    `{"customer":{"email":"a@example.com\\r\\nBcc: b@example.com"},"items":[${mug}]}`,
    'customer.email',
  ],
  ['another currency', 422, `{"customer":%,"items":[${mug}],"currency":"EUR"}`, 'currency'],
];

/** Orders that must be refused, each with its own clear answer, and of which nothing may be published. */
export function refusedOrderTests(target: () => Target): void {
  describe('a refused order', () => {
    it.each(REFUSED)('with %s answers %i', async (_, status, template, field) => {
      const customer = someCustomer();
      const body = template.replace('%', JSON.stringify(customer));
      const problem = await expectProblem(await post(target(), body), status);
      if (field !== undefined) expect(problem.errors?.map((error) => error.field)).toContain(field);
    });

    it('in another encoding than UTF-8 answers 400', async () => {
      await expectProblem(await post(target(), Uint8Array.from([0x7b, 0xff, 0x7d])), 400);
    });

    it('is not published, and neither is anything of it', async () => {
      const customer = someCustomer();
      const faults = REFUSED.map(([, , template]) => template).filter((template) => template.includes('%'));
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
