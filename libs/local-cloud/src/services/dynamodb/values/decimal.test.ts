import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDecimals,
  compareDecimals,
  formatDecimal,
  negateDecimal,
  parseDecimal,
  sortableBytes,
} from './decimal.ts';

const canonical = (text: string): string => formatDecimal(parseDecimal(text));

describe('numbers of up to 38 digits', () => {
  it.each([
    ['1', '1'],
    ['-0', '0'],
    ['1.50', '1.5'],
    ['00.10', '0.1'],
    ['+5', '5'],
    ['1e3', '1000'],
    ['12E-4', '0.0012'],
    ['.5', '0.5'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['0.1234567890123456789012345678901234567', '0.1234567890123456789012345678901234567'],
    ['1E+20', '100000000000000000000'],
  ])('%s is %s', (text, expected) => expect(canonical(text)).toBe(expected));

  it.each([
    ['', /cannot be converted/],
    ['.', /cannot be converted/],
    ['1,5', /cannot be converted/],
    ['NaN', /cannot be converted/],
    ['0x10', /cannot be converted/],
    ['123456789012345678901234567890123456789', /38 significant digits/],
    ['1e126', /overflow/],
    ['1e-131', /underflow/],
  ])('%s is refused', (text, message) => expect(() => parseDecimal(text)).toThrow(message));

  it('do not drift as floats do', () => {
    const tenth = parseDecimal('0.1');
    expect(formatDecimal(addDecimals(tenth, parseDecimal('0.2')))).toBe('0.3');
    expect(() => addDecimals(parseDecimal('1e37'), parseDecimal('0.1'))).toThrow(/38 significant/);
  });

  const numbers = fc
    .tuple(fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n }), fc.integer({ min: -9, max: 9 }))
    .map(([coefficient, exponent]) => `${coefficient}e${exponent}`);

  it('read what they have written', () => {
    fc.assert(
      fc.property(numbers, (text) => {
        expect(canonical(canonical(text))).toBe(canonical(text));
        expect(Number(canonical(text))).toBeCloseTo(Number(text), 5);
      }),
    );
  });

  it('add as integers do, and taking away undoes adding', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, two) => {
        const [a, b] = [parseDecimal(one), parseDecimal(two)];
        const sum = addDecimals(a, b);
        expect(formatDecimal(addDecimals(b, a))).toBe(formatDecimal(sum));
        expect(formatDecimal(addDecimals(sum, negateDecimal(b)))).toBe(formatDecimal(a));
      }),
    );
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
        fc.bigInt({ min: 0n, max: 10n ** 30n }),
        (a, b) => {
          const sum = addDecimals(parseDecimal(a.toString()), parseDecimal(b.toString()));
          expect(formatDecimal(sum)).toBe((a + b).toString());
        },
      ),
    );
  });

  it('sort as bytes the way they sort as numbers', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, two) => {
        const [a, b] = [parseDecimal(one), parseDecimal(two)];
        expect(Math.sign(Buffer.compare(sortableBytes(a), sortableBytes(b)))).toBe(
          Math.sign(compareDecimals(a, b)),
        );
      }),
      { numRuns: 500 },
    );
  });
});
