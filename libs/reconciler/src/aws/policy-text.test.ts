import { describe, expect, it } from 'vitest';
import { normalPolicy, parsePolicy } from './policy-text.ts';

describe('normalPolicy', () => {
  it('is the same for policies that mean the same', () => {
    const one = {
      Version: '2012-10-17',
      Statement: [{ Sid: '', Effect: 'Allow', Action: ['b:B', 'a:A'], Resource: ['*'] }],
    };
    const other = {
      Statement: { Resource: '*', Action: ['a:A', 'b:B'], Effect: 'Allow' },
      Version: '2012-10-17',
    };
    expect(normalPolicy(one)).toEqual(normalPolicy(other));
  });

  it('differs where policies differ', () => {
    expect(normalPolicy({ Action: ['a:A'] })).not.toEqual(normalPolicy({ Action: ['a:B'] }));
  });
});

it('reads policies as IAM encodes them, and as they are', () => {
  const text = '{"Statement":[{"Resource":"a%2Fb"}]}';
  expect(parsePolicy(encodeURIComponent(text))).toEqual(JSON.parse(text));
  expect(parsePolicy(text)).toEqual(JSON.parse(text));
});
