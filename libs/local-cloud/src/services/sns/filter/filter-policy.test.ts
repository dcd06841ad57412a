import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilterPolicyScope } from './filter-policy.ts';
import { parseFilterPolicy } from './parse-filter-policy.ts';
import { passesFilter } from './passes-filter.ts';

const text = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });
const number = (StringValue: string): MessageAttributeValue => ({ DataType: 'Number', StringValue });
const list = (values: unknown): MessageAttributeValue => ({
  DataType: 'String.Array',
  StringValue: JSON.stringify(values),
});

function passes(policy: object, attributes: Record<string, MessageAttributeValue>): boolean {
  const filter = parseFilterPolicy(JSON.stringify(policy), 'MessageAttributes');
  return passesFilter(filter, 'MessageAttributes', { body: '', attributes });
}

function bodyPasses(policy: object, body: unknown): boolean {
  const filter = parseFilterPolicy(JSON.stringify(policy), 'MessageBody');
  return passesFilter(filter, 'MessageBody', { body: JSON.stringify(body), attributes: {} });
}

describe('a filter policy over message attributes', () => {
  it.each([
    [{ a: ['x', 'y'] }, { a: text('y') }, true],
    [{ a: ['x'] }, { a: text('X') }, false],
    [{ a: ['x'] }, {}, false],
    [{ a: ['x'], b: ['y'] }, { a: text('x') }, false],
    [{ a: ['x'] }, { a: list(['w', 'x']) }, true],
    [{ a: [1] }, { a: list([1]) }, true],
    [{ a: [true, null] }, { a: list([null]) }, true],
    [{ a: [301.5] }, { a: number('3.015e2') }, true],
    [{ a: ['1'] }, { a: number('1') }, false],
    [{ a: ['x'] }, { a: { DataType: 'Binary', BinaryValue: Buffer.from('x') } }, false],
    [{ a: [{ prefix: 'ord' }] }, { a: text('order') }, true],
    [{ a: [{ suffix: 'er' }] }, { a: text('order') }, true],
    [{ a: [{ suffix: 'er' }] }, { a: text('ordeR') }, false],
    [{ a: [{ 'equals-ignore-case': 'ORDER' }] }, { a: text('order') }, true],
    [{ a: [{ 'anything-but': 'x' }] }, { a: text('y') }, true],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: text('y') }, false],
    [{ a: [{ 'anything-but': ['x'] }] }, { a: list(['x', 'z']) }, true],
    [{ a: [{ 'anything-but': ['x'] }] }, {}, false],
    [{ a: [{ 'anything-but': [5] }] }, { a: number('5.0') }, false],
    [{ a: [{ 'anything-but': { prefix: 'ord' } }] }, { a: text('order') }, false],
    [{ a: [{ 'anything-but': { suffix: 'er' } }] }, { a: text('orders') }, true],
    [{ a: [{ numeric: ['=', 5] }] }, { a: number('5.00') }, true],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: number('5') }, true],
    [{ a: [{ numeric: ['>', 0, '<', 5] }] }, { a: number('5') }, false],
    [{ a: [{ numeric: ['<', 5] }] }, { a: text('1') }, false],
    [{ a: [{ exists: true }] }, { a: text('x') }, true],
    [{ a: [{ exists: true }] }, {}, false],
    [{ a: [{ exists: false }] }, {}, true],
    [{ a: [{ exists: false }] }, { a: text('x') }, false],
    [{ a: [{ cidr: '10.0.0.0/24' }] }, { a: text('10.0.0.255') }, true],
    [{ a: [{ cidr: '10.0.0.0/24' }] }, { a: text('10.0.1.0') }, false],
    [{ a: [{ cidr: '2001:db8::/32' }] }, { a: text('2001:db8:1::1') }, true],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: text('y') }, true],
    [{ c: ['z'], $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: text('y') }, false],
    [{}, {}, true],
  ])('%j of %j: %s', (policy, attributes, expected) => {
    expect(passes(policy, attributes as Record<string, MessageAttributeValue>)).toBe(expected);
  });
});

describe('a filter policy over the message body', () => {
  const body = {
    type: 'order',
    customer: { tier: 'gold', tags: ['new', 'eu'] },
    lines: [{ sku: 'a' }, { sku: 'b' }],
  };
  it.each([
    [{ type: ['order'] }, true],
    [{ customer: { tier: ['silver', 'gold'] } }, true],
    [{ customer: { tags: ['eu'] } }, true],
    [{ customer: { tags: ['us'] } }, false],
    [{ lines: { sku: ['b'] } }, true],
    [{ lines: { sku: ['c'] } }, false],
    [{ customer: { name: [{ exists: false }] } }, true],
    [{ missing: { name: [{ exists: true }] } }, false],
    [{ customer: { $or: [{ tier: ['iron'] }, { tags: ['new'] }] } }, true],
  ])('%j: %s', (policy, expected) => expect(bodyPasses(policy, body)).toBe(expected));

  it('lets nothing through that is no JSON object', () => {
    for (const value of ['text', 5, ['order'], null])
      expect(bodyPasses({ type: ['order'] }, value)).toBe(false);
  });
});

describe('a filter policy that is none', () => {
  it.each([
    ['not json', 'MessageAttributes'],
    ['[]', 'MessageAttributes'],
    ['{"a":"x"}', 'MessageAttributes'],
    ['{"a":[]}', 'MessageAttributes'],
    ['{"a":{"b":["x"]}}', 'MessageAttributes'],
    ['{"a":[{"prefix":1}]}', 'MessageAttributes'],
    ['{"a":[{"unknown":"x"}]}', 'MessageAttributes'],
    ['{"a":[{"numeric":["<",5,">",1]}]}', 'MessageAttributes'],
    ['{"a":[{"numeric":[">",5,"<",1]}]}', 'MessageAttributes'],
    ['{"a":[{"cidr":"10.0.0.0/33"}]}', 'MessageAttributes'],
    ['{"a":[{"anything-but":["x",1]}]}', 'MessageAttributes'],
    ['{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1]}', 'MessageAttributes'],
    ['{"$or":[{"a":["x"]}]}', 'MessageAttributes'],
    ['{"a":{}}', 'MessageBody'],
  ])('%s is refused', (json, scope) => {
    expect(() => parseFilterPolicy(json, scope as FilterPolicyScope)).toThrow(/FilterPolicy/);
  });
});

describe('what always holds for filter policies', () => {
  const word = fc.string({ minLength: 1, maxLength: 6 });

  it('a prefix, a suffix and the text itself match, in any case where case is ignored', () => {
    fc.assert(
      fc.property(word, fc.nat(6), (value, length) => {
        const a = { a: text(value) };
        expect(passes({ a: [value] }, a)).toBe(true);
        expect(passes({ a: [{ prefix: value.slice(0, length) }] }, a)).toBe(true);
        expect(passes({ a: [{ suffix: value.slice(-length) }] }, a)).toBe(true);
        expect(
          passes({ a: [{ 'equals-ignore-case': value.toUpperCase() }] }, { a: text(value.toLowerCase()) }),
        ).toBe(value.toUpperCase().toLowerCase() === value.toLowerCase());
      }),
    );
  });

  it('anything-but is the opposite of exact, for a single value', () => {
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 5 }), (value, listed) => {
        const a = { a: text(value) };
        expect(passes({ a: [{ 'anything-but': listed }] }, a)).toBe(!passes({ a: listed }, a));
      }),
    );
  });

  it('a numeric range is what it says', () => {
    const value = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8);
    fc.assert(
      fc.property(value, value, value, (low, high, n) => {
        fc.pre(low < high);
        const a = { a: number(String(n)) };
        expect(passes({ a: [{ numeric: ['>=', low, '<', high] }] }, a)).toBe(n >= low && n < high);
      }),
    );
  });

  it('every message either has an attribute or has it not', () => {
    fc.assert(
      fc.property(fc.dictionary(word, word.map(text)), word, (attributes, key) => {
        fc.pre(key !== '$or');
        const yes = passes({ [key]: [{ exists: true }] }, attributes);
        expect(passes({ [key]: [{ exists: false }] }, attributes)).toBe(!yes);
        expect(yes).toBe(Object.hasOwn(attributes, key));
      }),
    );
  });

  it('reading never fails with anything but InvalidParameter', () => {
    const outcome = (json: string, scope: FilterPolicyScope): string => {
      try {
        parseFilterPolicy(json, scope);
        return 'InvalidParameterException';
      } catch (error) {
        return (error as { code?: string }).code ?? String(error);
      }
    };
    const scope = fc.constantFrom<FilterPolicyScope>('MessageAttributes', 'MessageBody');
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), scope, (json, scope) => {
        expect(outcome(json, scope)).toBe('InvalidParameterException');
      }),
    );
  });
});
