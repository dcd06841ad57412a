import { expect, test } from 'vitest';
import { targetGroupDefaults } from '../attributes.ts';
import type { TargetGroupRecord } from '../model.ts';
import { createTarget, targetKey, type Health, type Target } from '../targets/target.ts';
import { chooseGroup, chooseTarget, eligibleTargets } from './choose-target.ts';

const healthy: Health = { state: 'healthy' };
const failing: Health = { state: 'unhealthy', reason: 'Target.Timeout', description: 'Request timed out' };
const fresh: Health = { state: 'initial', reason: 'Elb.RegistrationInProgress', description: '' };

function group(targets: Target[], attributes: Record<string, string> = {}): TargetGroupRecord {
  return {
    arn: 'arn:group',
    name: 'group',
    port: 80,
    vpcId: 'vpc-0',
    targetType: 'ip',
    attributes: { ...targetGroupDefaults(), ...attributes },
    tags: {},
    targets: new Map(targets.map((target) => [targetKey(target.id, target.port), target])),
    healthCheck: {
      enabled: true,
      path: '/',
      port: 'traffic-port',
      intervalSeconds: 30,
      timeoutSeconds: 5,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
      matcher: '200',
    },
  };
}
const target = (id: string, health: Health, healthySince?: number): Target => ({
  ...createTarget(id, 80, undefined, health),
  healthySince,
});

test('healthy targets only; all failing ones when none is healthy; none that are new', () => {
  const [a, b, c] = [target('a', healthy), target('b', failing), target('c', fresh)];
  expect(eligibleTargets(group([a, b, c]))).toEqual([a]);
  expect(eligibleTargets(group([b, c]))).toEqual([b]);
  expect(eligibleTargets(group([c]))).toEqual([]);
});

test('target groups share requests by weight, and one of weight 0 gets none', () => {
  const groups = [
    { TargetGroupArn: 'a', Weight: 3 },
    { TargetGroupArn: 'b', Weight: 1 },
    { TargetGroupArn: 'c', Weight: 0 },
  ];
  const chosen = Array.from({ length: 4000 }, () => chooseGroup(groups));
  const share = (arn: string): number => chosen.filter((one) => one === arn).length / chosen.length;
  expect(share('a')).toBeGreaterThan(0.7);
  expect(share('b')).toBeGreaterThan(0.2);
  expect(share('c')).toBe(0);
});

test('a target in slow start takes little at first, and its full share in the end', () => {
  const slow = group([target('old', healthy, 0), target('new', healthy, 100_000)], {
    'slow_start.duration_seconds': '100',
  });
  const shareOfNew = (now: number): number =>
    Array.from({ length: 2000 }, (_, turn) => chooseTarget(slow, turn, now)?.id).filter((id) => id === 'new')
      .length / 2000;
  expect(shareOfNew(100_000)).toBe(0);
  expect(shareOfNew(150_000)).toBeGreaterThan(0.15);
  expect(shareOfNew(150_000)).toBeLessThan(0.35);
  expect(shareOfNew(200_000)).toBe(0.5);
  // With nothing warmer to send to, a cold target takes all.
  expect(
    chooseTarget(group([target('new', healthy, 0)], { 'slow_start.duration_seconds': '100' }), 0, 0)?.id,
  ).toBe('new');
});
