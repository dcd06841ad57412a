import { expect, it } from 'vitest';
import { withLiteralKeys } from './literal-keys.ts';

it('writes out keys that are string constants of the same file, and nothing else', () => {
  const source = `const _it = "item";
const _xN = "xmlName";
const _n = 3;
var List = [1, n0, _L, 0, [0, { [_xN]: _it, [_n]: 1, [_other]: 2 }]];`;
  expect(withLiteralKeys(source)).toBe(source.replace('[_xN]:', '"xmlName":'));
});
