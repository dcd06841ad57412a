import { describe, expect, it } from 'vitest';
import { parsePattern } from './parse-pattern.ts';

const event = {
  source: 'aws.ses',
  resources: ['arn:one', 'arn:two'],
  detail: {
    mail: { tags: { 'ses:configuration-set': ['pr-1-order-mail'], order: ['a-b'] }, to: [{ name: 'Ann' }] },
    price: 12.5,
    open: true,
    gone: null,
  },
};

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
describe('an event pattern', () => {
  it.each<[boolean, object]>([
    [true, { source: ['aws.ses'] }],
    [true, { source: ['aws.ec2', 'aws.ses'] }],
    [false, { source: ['aws'] }],
    [false, { source: ['aws.ses'], 'detail-type': ['x'] }],
    [true, { resources: ['arn:two'] }],
    [false, { resources: ['arn:three'] }],
    [true, { detail: { mail: { tags: { 'ses:configuration-set': ['pr-1-order-mail'] } } } }],
    [false, { detail: { mail: { tags: { 'ses:configuration-set': ['order-mail'] } } } }],
    [true, { detail: { mail: { to: { name: ['Ann'] } } } }],
    [true, { source: [{ prefix: 'aws.' }] }],
    [true, { source: [{ prefix: { 'equals-ignore-case': 'AWS.' } }] }],
    [true, { source: [{ suffix: '.ses' }] }],
    [true, { source: [{ 'equals-ignore-case': 'AWS.SES' }] }],
    [true, { source: [{ wildcard: 'a*.s*' }] }],
    [false, { source: [{ wildcard: 'a.*' }] }],
    [false, { source: [{ 'anything-but': 'aws.ses' }] }],
    [true, { source: [{ 'anything-but': ['aws.ec2', 'aws.sqs'] }] }],
    [false, { source: [{ 'anything-but': { prefix: 'aws' } }] }],
    [true, { source: [{ 'anything-but': { suffix: 'ec2' } }] }],
    [false, { nothing: [{ 'anything-but': 'x' }] }],
    [true, { detail: { price: [{ numeric: ['>', 12, '<=', 12.5] }] } }],
    [false, { detail: { price: [{ numeric: ['<', 12.5] }] } }],
    [true, { detail: { price: [12.5], open: [true], gone: [null] } }],
    [false, { detail: { price: ['12.5'] } }],
    [true, { detail: { price: [{ exists: true }], nothing: [{ exists: false }] } }],
    [false, { detail: { mail: [{ exists: true }] } }],
    [false, { detail: { open: [{ exists: false }] } }],
    [true, { $or: [{ source: ['x'] }, { detail: { open: [true] } }] }],
    [false, { $or: [{ source: ['x'] }, { detail: { open: [false] } }] }],
  ])('%j: %j', (fits, pattern) => {
    expect(parsePattern(JSON.stringify(pattern))(event)).toBe(fits);
  });

  it.each([
    ['{', 'Not valid JSON'],
    ['[]', 'Filter is not an object'],
    ['{}', 'Empty filters'],
    ['{"source": "aws.ses"}', '"source" must be an object or an array'],
    ['{"source": []}', 'Empty arrays'],
    ['{"source": [{"like": "a"}]}', 'Unrecognized match type like'],
    ['{"source": [{"prefix": "a", "suffix": "b"}]}', 'Only one key'],
    ['{"source": [{"numeric": ["!", 1]}]}', 'Unrecognized numeric range operator: !'],
    ['{"$or": [{"source": ["a"]}]}', '$or must be an array'],
  ])('%s is none', (text, why) => {
    expect(() => parsePattern(text)).toThrow(why);
  });
});
