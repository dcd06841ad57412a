import { expect, it } from 'vitest';
import { permissionOf, rulesOf, ruleText } from './ingress.ts';

it('reads back every source that it writes', () => {
  const rules = ['0.0.0.0/0', '::/0', 'sg-0123', 'pl-0123'].map((source) => ({
    protocol: 'tcp',
    fromPort: 80,
    toPort: 81,
    source,
  }));
  expect(rulesOf(rules.map(permissionOf)).map(ruleText)).toEqual(rules.map(ruleText));
  expect(rules.map(ruleText)[0]).toBe('tcp 80-81 from 0.0.0.0/0');
});

it('splits a permission with several sources, and keeps those without ports', () => {
  const rules = rulesOf([
    { IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/8' }], UserIdGroupPairs: [{ GroupId: 'sg-1' }] },
  ]);
  expect(rules.map(ruleText)).toEqual(['-1 *-* from 10.0.0.0/8', '-1 *-* from sg-1']);
});
