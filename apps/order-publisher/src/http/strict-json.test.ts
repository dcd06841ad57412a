import { describe, expect, it } from 'vitest';
import { ProblemException } from './problem-exception.ts';
import { parseStrictJson } from './strict-json.ts';

const parse = (text: string): unknown => parseStrictJson(Buffer.from(text));

function problemOf(text: string | Uint8Array): unknown {
  try {
    parseStrictJson(Buffer.from(text));
    return undefined;
  } catch (error) {
    return error instanceof ProblemException ? error.problem : error;
  }
}

describe('parseStrictJson', () => {
  it.each([
    '{}',
    '[1,-2,3.25,1e3,"a\\"b\\\\",true,null]',
    '{"a":{"b":[{"c":1},{"c":2}]},"d":"{\\"a\\":1,\\"a\\":2}"}',
    ' {"a" : "x,y:z" , "b" : [ "a" , "a" ] } ',
    '{"a":{"x":1},"b":{"x":1}}',
    '"\\\\"',
    '123456789012345',
  ])('reads %s as JSON.parse does', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it.each([
    ['{"a":1,"a":2}', 'a', 'duplicate_field'],
    ['{"a":1,"\\u0061":2}', 'a', 'duplicate_field'],
    ['{"x":[{"y":{"z":1,"z":1}}]}', 'x[0].y.z', 'duplicate_field'],
    ['{"x":[[],{},{"y":1e400}]}', 'x[2].y', 'number'],
    ['{"y":-1e400}', 'y', 'number'],
    ['[1,1.0000000000000000001]', '[1]', 'number'],
    ['9007199254740993', '', 'number'],
    ['{"a b":1,"a b":1}', '["a b"]', 'duplicate_field'],
  ])('refuses %s with 422 naming %s', (text, field, rule) => {
    expect(problemOf(text)).toMatchObject({ status: 422, errors: [{ field, rule }] });
  });

  it.each(['', '  ', '{', '{"a":1,}', "{'a':1}", '{"a":01}', '{"a":NaN}', '{"a":1}{"a":1}', '"\u0001"'])(
    'refuses %j with 400',
    (text) => {
      expect(problemOf(text)).toMatchObject({ status: 400, type: '/docs#malformed-json' });
    },
  );

  it('refuses bytes that are not UTF-8', () => {
    expect(problemOf(Uint8Array.from([0x22, 0xc3, 0x28, 0x22]))).toMatchObject({ status: 400 });
  });

  it.each([17, 10_000])('refuses %i levels with 400', (depth) => {
    expect(problemOf('['.repeat(depth) + ']'.repeat(depth))).toMatchObject({
      status: 400,
      type: '/docs#too-deep',
    });
  });

  it('takes 16 levels', () => {
    expect(problemOf('['.repeat(16) + ']'.repeat(16))).toBeUndefined();
  });
});
