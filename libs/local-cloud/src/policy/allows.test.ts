import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allows, evaluate } from './allows.ts';
import type { Statement } from './document.ts';
import { parsePolicy } from './parse-policy.ts';

const policy = (...statements: object[]) => [
  parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements }), 'identity'),
];
const queue = 'arn:aws:sqs:us-east-1:000000000000:orders';

describe('allows', () => {
  it('allows what a statement names, by wildcard and without regard to the case of actions', () => {
    const policies = policy({
      Effect: 'Allow',
      Action: ['sqs:Send*', 'SQS:receivemessage'],
      Resource: `${queue}*`,
    });
    expect(allows(policies, 'sqs:SendMessage', queue)).toBe(true);
    expect(allows(policies, 'sqs:ReceiveMessage', `${queue}-dlq`)).toBe(true);
    expect(allows(policies, 'sqs:DeleteMessage', queue)).toBe(false);
    expect(allows(policies, 'sqs:SendMessage', 'arn:aws:sqs:us-east-1:000000000000:other')).toBe(false);
  });

  it('asks for a statement on every resource where a call names none', () => {
    expect(allows(policy({ Effect: 'Allow', Action: 'sqs:*', Resource: queue }), 'sqs:ListQueues', '*')).toBe(
      false,
    );
    expect(allows(policy({ Effect: 'Allow', Action: 'sqs:*', Resource: '*' }), 'sqs:ListQueues', '*')).toBe(
      true,
    );
  });

  it('lets a topic send to a queue only under the condition that names it', () => {
    const topic = 'arn:aws:sns:us-east-1:000000000000:order-events';
    const document = parsePolicy(
      JSON.stringify({
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: queue,
          Condition: { ArnEquals: { 'aws:SourceArn': topic } },
        },
      }),
      'resource',
    );
    const by = (arn: string, source: string) =>
      allows([document], 'sqs:SendMessage', queue, {
        principal: { kind: 'service', arn },
        values: { 'AWS:SourceArn': source },
      });
    expect(by('sns.amazonaws.com', topic)).toBe(true);
    expect(by('sns.amazonaws.com', `${topic}-2`)).toBe(false);
    expect(by('events.amazonaws.com', topic)).toBe(false);
  });

  it('knows a role session by its role and by its account', () => {
    const principal = { kind: 'role', arn: 'arn:aws:sts::000000000000:assumed-role/worker/1' } as const;
    for (const [name, expected] of [
      ['arn:aws:iam::000000000000:role/worker', true],
      ['000000000000', true],
      ['arn:aws:iam::000000000000:role/other', false],
    ] as const) {
      const statement = { Effect: 'Allow', Principal: { AWS: name }, Action: 'sqs:*', Resource: '*' };
      const document = parsePolicy(JSON.stringify({ Statement: [statement] }), 'resource');
      expect(allows([document], 'sqs:SendMessage', queue, { principal })).toBe(expected);
    }
  });

  it('holds negated, quantified and optional conditions as IAM does', () => {
    const holds = (Condition: object, values: Record<string, string | string[]>) =>
      allows(policy({ Effect: 'Allow', Action: '*', Resource: '*', Condition }), 'a:B', '*', { values });
    expect(holds({ StringNotEquals: { 'aws:x': ['a', 'b'] } }, { 'aws:x': 'b' })).toBe(false);
    expect(holds({ StringNotEquals: { 'aws:x': ['a', 'b'] } }, {})).toBe(true);
    expect(holds({ StringEquals: { 'aws:x': 'a' } }, {})).toBe(false);
    expect(holds({ StringEqualsIfExists: { 'aws:x': 'a' } }, {})).toBe(true);
    expect(
      holds({ 'ForAllValues:StringLike': { 'aws:TagKeys': 'p:*' } }, { 'aws:TagKeys': ['p:a', 'q'] }),
    ).toBe(false);
    expect(
      holds({ 'ForAnyValue:StringLike': { 'aws:TagKeys': 'p:*' } }, { 'aws:TagKeys': ['p:a', 'q'] }),
    ).toBe(true);
    expect(holds({ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, { 'aws:SourceIp': '127.0.0.1' })).toBe(
      true,
    );
    expect(holds({ NumericLessThan: { 'x:n': '5' } }, { 'x:n': '4.5' })).toBe(true);
    expect(holds({ Null: { 'aws:x': 'true' } }, {})).toBe(true);
  });

  it('never allows what any statement denies, in whatever order they stand', () => {
    const statement = fc.record({
      Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
      Action: fc.constantFrom('sqs:*', 'sqs:SendMessage', 'sns:Publish', '*'),
      Resource: fc.constantFrom('*', queue, 'arn:aws:sqs:*:*:o*'),
    });
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), (statements: Statement[]) => {
        const result = evaluate([{ Statement: statements }], 'sqs:SendMessage', queue);
        const fitting = statements
          .filter(({ Action }) => Action !== 'sns:Publish')
          .map(({ Effect }) => Effect);
        expect(result).toBe(fitting.includes('Deny') ? 'deny' : fitting.includes('Allow') ? 'allow' : 'none');
        expect(evaluate([{ Statement: statements.toReversed() }], 'sqs:SendMessage', queue)).toBe(result);
      }),
    );
  });
});

describe('parsePolicy', () => {
  const statement = { Effect: 'Allow', Action: 'sqs:*', Resource: '*' };
  it.each([
    ['not json', 'identity', 'invalid Json'],
    [JSON.stringify({ Version: '2012-10-17' }), 'identity', 'Statement'],
    [JSON.stringify({ Statement: [{ ...statement, Effect: 'allow' }] }), 'identity', 'Effect'],
    [JSON.stringify({ Statement: [{ ...statement, Action: 'SendMessage' }] }), 'identity', 'vendor'],
    [JSON.stringify({ Statement: [{ ...statement, Resource: 'orders' }] }), 'identity', 'ARN format'],
    [JSON.stringify({ Statement: [{ ...statement, Principal: '*' }] }), 'identity', 'principal'],
    [JSON.stringify({ Statement: [{ ...statement, Principal: { Service: 'sns' } }] }), 'resource', 'SERVICE'],
    [JSON.stringify({ Statement: [{ ...statement, Condition: { StringIs: {} } }] }), 'identity', 'StringIs'],
    [JSON.stringify({ Statement: [{ ...statement, Principal: '*' }] }), 'trust', 'Resource'],
  ] as const)('refuses %s', (text, use, message) => {
    expect(() => parsePolicy(text, use)).toThrow(message);
  });
});
