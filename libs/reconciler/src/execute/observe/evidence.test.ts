import { expect, it } from 'vitest';
import { atFault, compare } from './evidence.ts';

const side = (processed: number, failed: string[] = [], refused: string[] = []) => ({
  processed,
  failed: new Set(failed),
  refused: new Set(refused),
});

it('counts a message that fails on both sides on neither', () => {
  expect(compare(side(20, ['a', 'b'], ['p']), side(30, ['b', 'p', 'c']))).toEqual({
    processed: 20,
    errors: 1,
    refused: 0,
    otherSide: { tries: 31, errors: 1 },
  });
});

it('counts what the other side did with the message well', () => {
  expect(compare(side(0, ['a']), side(1))).toEqual({
    processed: 0,
    errors: 1,
    refused: 0,
    otherSide: { tries: 1, errors: 0 },
  });
});

it('finds at fault what a side refuses, and what fails on both', () => {
  expect(atFault(side(0, ['a', 'b'], ['p']), side(0, ['b'], ['p', 'q']))).toBe(3);
});
