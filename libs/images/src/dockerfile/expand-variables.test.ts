import { expect, test } from 'vitest';
import { expandVariables } from './expand-variables.ts';

test.each([
  ['$A/b', '1/b'],
  ['${A}b', '1b'],
  ['${MISSING:-x}${EMPTY:-y}${A:-z}', 'xy1'],
  ['${A:+set}${MISSING:+set}', 'set'],
  ['\\$A $MISSING.', '$A .'],
])('%s becomes %s', (text, expected) => {
  expect(expandVariables(text, { A: '1', EMPTY: '' })).toBe(expected);
});
