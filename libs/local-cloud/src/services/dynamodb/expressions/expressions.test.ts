import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyUpdate } from './apply-update.ts';
import { meets } from './evaluate-condition.ts';
import { parseCondition } from './parse-condition.ts';
import { parseUpdate } from './parse-update.ts';
import { createPlaceholders } from './placeholders.ts';

type Values = Record<string, AttributeValue>;
type Names = Record<string, string>;

function placeholders(ExpressionAttributeValues?: Values, ExpressionAttributeNames?: Names) {
  return createPlaceholders({ ExpressionAttributeValues, ExpressionAttributeNames }, true);
}

function check(text: string, item: Values, values?: Values, names?: Names): boolean {
  const given = placeholders(values, names);
  const condition = parseCondition(text, 'ConditionExpression', given);
  given.assertAllUsed();
  return meets(condition, item);
}

function update(text: string, item: Values, values?: Values, names?: Names): Values {
  return applyUpdate(parseUpdate(text, placeholders(values, names)), item);
}

const S = (S: string): AttributeValue => ({ S });
const N = (N: string | number): AttributeValue => ({ N: String(N) });
const item: Values = {
  a: N(5),
  s: S('hello'),
  ss: { SS: ['x', 'y'] },
  l: { L: [N(1), S('two'), { M: { k: S('v') } }] },
  m: { M: { deep: { M: { n: N('1.10') } } } },
  flag: { BOOL: true },
};

describe('conditions', () => {
  it.each<[string, Values | undefined, boolean]>([
    ['a = :v', { ':v': N('5.0') }, true],
    ['a = :v', { ':v': S('5') }, false],
    ['a <> :v', { ':v': S('5') }, true],
    ['absent <> :v', { ':v': N(1) }, true],
    ['absent = :v', { ':v': N(1) }, false],
    ['a > :v', { ':v': N(10) }, false],
    ['a < :v', { ':v': N(10) }, true],
    ['s < :v', { ':v': N(10) }, false],
    ['a BETWEEN :l AND :h', { ':l': N(5), ':h': N(5) }, true],
    ['a IN (:x, :y)', { ':x': N(4), ':y': N(5) }, true],
    ['attribute_exists(m.deep.n) AND attribute_not_exists(m.deep.x)', undefined, true],
    ['attribute_exists(l[2].k)', undefined, true],
    ['attribute_exists(l[3])', undefined, false],
    ['attribute_type(ss, :t)', { ':t': S('SS') }, true],
    ['begins_with(s, :p)', { ':p': S('hel') }, true],
    ['contains(s, :p)', { ':p': S('ell') }, true],
    ['contains(ss, :p)', { ':p': S('y') }, true],
    ['contains(l, :p)', { ':p': S('two') }, true],
    ['size(l) = :n AND size(s) = :five', { ':n': N(3), ':five': N(5) }, true],
    ['m.deep.n = :n', { ':n': N('1.1') }, true],
    ['ss = :set', { ':set': { SS: ['y', 'x'] } }, true],
    ['NOT a = :v OR flag = :t', { ':v': N(5), ':t': { BOOL: true } }, true],
    ['not (a = :v and flag = :t)', { ':v': N(5), ':t': { BOOL: true } }, false],
  ])('%s is %s: %s', (text, values, expected) => expect(check(text, item, values)).toBe(expected));

  it('AND binds tighter than OR', () => {
    const yes = { ':y': N(5), ':n': N(6) };
    expect(check('a = :y OR a = :n AND a = :n', item, yes)).toBe(true);
    expect(check('(a = :y OR a = :n) AND a = :n', item, yes)).toBe(false);
  });

  it.each<[string, Values | undefined, Names | undefined, string]>([
    ['', undefined, undefined, 'The expression can not be empty'],
    ['a =', { ':v': N(1) }, undefined, 'Syntax error; token: "<EOF>"'],
    ['a = :v)', { ':v': N(1) }, undefined, 'Syntax error; token: ")"'],
    ['a ~ :v', { ':v': N(1) }, undefined, 'Syntax error; token: "~"'],
    [
      'status = :v',
      { ':v': N(1) },
      undefined,
      'Attribute name is a reserved keyword; reserved keyword: status',
    ],
    [
      '#a = :v',
      { ':v': N(1) },
      undefined,
      'attribute name used in the document path is not defined; attribute name: #a',
    ],
    [
      'a = :v',
      undefined,
      undefined,
      'attribute value used in expression is not defined; attribute value: :v',
    ],
    [
      'a = :v',
      { ':v': N(1), ':w': N(1) },
      undefined,
      'ExpressionAttributeValues unused in expressions: keys: {:w}',
    ],
    ['a = :v', { ':v': N(1) }, { '#a': 'a' }, 'ExpressionAttributeNames unused in expressions: keys: {#a}'],
    [
      'a < :v',
      { ':v': { BOOL: true } },
      undefined,
      'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
    ],
    ['begins_with(a, :v)', { ':v': N(1) }, undefined, 'operator or function: begins_with, operand type: N'],
    ['attribute_type(a, :v)', { ':v': S('X') }, undefined, 'Invalid attribute type name found; type: X'],
    ['a BETWEEN :h AND :l', { ':l': N(1), ':h': N(2) }, undefined, 'upper bound to be greater than or equal'],
    ['wat(a)', undefined, undefined, 'Invalid function name; function: wat'],
    ['attribute_exists(:v)', { ':v': N(1) }, undefined, 'requires a document path'],
  ])('%s is refused', (text, values, names, message) => {
    expect(() => check(text, item, values, names)).toThrow(message);
  });

  it('a condition and its NOT never agree, however it is nested', () => {
    const leaf = fc.constantFrom(
      'a = :five',
      'a > :five',
      'attribute_exists(zz)',
      'contains(s, :h)',
      'size(l) = :three',
    );
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc
          .tuple(tie('tree'), fc.constantFrom('AND', 'OR'), tie('tree'))
          .map(([a, op, b]) => `(${a} ${op} ${b})`),
        tie('tree').map((inner) => `NOT ${inner}`),
      ),
    }));
    const values = { ':five': N(5), ':h': S('h'), ':three': N(3) };
    const evaluate = (text: string): boolean =>
      meets(parseCondition(text, 'ConditionExpression', placeholders(values)), item);
    const asJavaScript = (text: string): boolean => {
      const truth: Record<string, boolean> = {
        'a = :five': true,
        'a > :five': false,
        'attribute_exists(zz)': false,
        'contains(s, :h)': true,
        'size(l) = :three': true,
      };
      let script = text;
      for (const [leafText, value] of Object.entries(truth))
        script = script.replaceAll(leafText, String(value));
      // Written by the generator above: nothing but true, false, NOT, AND, OR and brackets.
      script = script.replaceAll('NOT', '!').replaceAll('AND', '&&').replaceAll('OR', '||');
      // oxlint-disable-next-line typescript/no-implied-eval, no-new-func -- JavaScript's own logic is the oracle
      return new Function(`return ${script}`)() as boolean;
    };
    fc.assert(
      fc.property(tree, (text) => {
        expect(evaluate(text)).toBe(asJavaScript(text));
        expect(evaluate(`NOT (${text})`)).toBe(!asJavaScript(text));
      }),
    );
  });
});

describe('updates', () => {
  it('SET sees the item as it was, with arithmetic, if_not_exists and list_append', () => {
    const next = update(
      'SET a = a + :one, b = a, c = if_not_exists(c, :zero) + :one, l = list_append(l, :more), m.deep.x = :one, d = if_not_exists(a, :zero) - :one',
      item,
      { ':one': N(1), ':zero': N(0), ':more': { L: [S('end')] } },
    );
    expect(next).toMatchObject({
      a: N(6),
      b: N(5),
      c: N(1),
      d: N(4),
      m: { M: { deep: { M: { x: N(1) } } } },
    });
    expect(next.l?.L).toHaveLength(4);
    expect(item.a).toEqual(N(5));
  });

  it('REMOVE takes attributes, map members and list elements by their old indexes', () => {
    const next = update('REMOVE a, l[0], l[1], m.deep.n, nowhere', item);
    expect(next.a).toBeUndefined();
    expect(next.l).toEqual({ L: [{ M: { k: S('v') } }] });
    expect(next.m).toEqual({ M: { deep: { M: {} } } });
  });

  it('ADD and DELETE count and change sets', () => {
    const added = update('ADD a :two, fresh :two, ss :set DELETE gone :set', item, {
      ':two': N(2),
      ':set': { SS: ['y', 'z'] },
    });
    expect(added).toMatchObject({ a: N(7), fresh: N(2), ss: { SS: ['x', 'y', 'z'] } });
    expect(update('DELETE ss :set', item, { ':set': { SS: ['x', 'y'] } }).ss).toBeUndefined();
  });

  it.each<[string, Values | undefined, string]>([
    ['SET a = absent', undefined, 'refers to an attribute that does not exist in the item'],
    ['SET absent.x = :v', { ':v': N(1) }, 'document path provided in the update expression is invalid'],
    ['SET s = s + :v', { ':v': N(1) }, 'incorrect data type'],
    ['SET a = a + :v', { ':v': S('1') }, 'operator or function: +, operand type: S'],
    ['SET a = :v SET b = :v', { ':v': N(1) }, 'The "SET" section can only be used once'],
    ['SET a = :v REMOVE a', { ':v': N(1) }, 'Two document paths overlap with each other'],
    ['SET m.deep = :v, m.deep.n = :v', { ':v': N(1) }, 'Two document paths overlap with each other'],
    ['ADD s :v', { ':v': S('1') }, 'operator: ADD, operand type: STRING'],
    ['ADD s :v', { ':v': N(1) }, 'incorrect data type'],
    ['SET l = list_append(l, :v)', { ':v': N(1) }, 'list_append, operand type: N'],
    ['PUT a = :v', { ':v': N(1) }, 'Syntax error; token: "PUT"'],
  ])('%s is refused', (text, values, message) => {
    expect(() => update(text, item, values)).toThrow(message);
  });

  it('counting up and down any number of times is exact', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { maxLength: 30 }), (steps) => {
        let current: Values = {};
        for (const step of steps) current = update('ADD c :v', current, { ':v': N((step / 100).toFixed(2)) });
        const cents = steps.reduce((sum, step) => sum + step, 0);
        expect(Number(current.c?.N ?? 0)).toBe(cents / 100);
      }),
    );
  });
});
