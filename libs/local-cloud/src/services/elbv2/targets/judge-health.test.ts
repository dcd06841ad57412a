import { array, assert, boolean, property } from 'fast-check';
import { expect, test } from 'vitest';
import type { HealthCheck } from '../model.ts';
import { judgeHealth } from './judge-health.ts';
import { createTarget, registering, type CheckResult } from './target.ts';

const check: HealthCheck = {
  enabled: true,
  path: '/',
  port: 'traffic-port',
  intervalSeconds: 10,
  timeoutSeconds: 5,
  healthyThreshold: 3,
  unhealthyThreshold: 2,
  matcher: '200',
};
const pass: CheckResult = { ok: true };
const fail: CheckResult = {
  ok: false,
  reason: 'Target.ResponseCodeMismatch',
  description: 'Health checks failed with these codes: [500]',
};

/** The states after each result, checks an interval apart. */
function states(results: readonly boolean[]): string[] {
  const target = createTarget('172.31.0.1', 80, undefined, registering);
  return results.map((ok, index) => {
    judgeHealth(target, ok ? pass : fail, check, index * 10_000);
    return target.health.state;
  });
}

test('a new target is healthy after one passing check', () => {
  expect(states([true])).toEqual(['healthy']);
  expect(states([false, true])).toEqual(['initial', 'healthy']);
});

test('one that fails is unhealthy after UnhealthyThresholdCount checks, and healthy again after HealthyThresholdCount', () => {
  expect(states([false, false, true, true, true])).toEqual([
    'initial',
    'unhealthy',
    'unhealthy',
    'unhealthy',
    'healthy',
  ]);
  expect(states([true, false, true, false, false])).toEqual([
    'healthy',
    'healthy',
    'healthy',
    'healthy',
    'unhealthy',
  ]);
});

test('checks that come sooner while a target is new do not make it unhealthy sooner', () => {
  const target = createTarget('172.31.0.1', 80, undefined, registering);
  for (let at = 0; at < 10_000; at += 500) judgeHealth(target, fail, check, at);
  expect(target.health).toEqual({
    state: 'initial',
    reason: 'Elb.InitialHealthChecking',
    description: 'Initial health checks in progress',
  });
  judgeHealth(target, fail, check, 10_000);
  expect(target.health).toEqual({ state: 'unhealthy', reason: fail.reason, description: fail.description });
});

test('a state only ever changes after as many results in a row as it takes', () => {
  const wanted: Record<string, boolean[]> = {
    'healthy unhealthy': [false, false],
    'unhealthy healthy': [true, true, true],
  };
  assert(
    property(array(boolean(), { maxLength: 40 }), (results) => {
      const seen = states(results);
      const changes = seen.flatMap((state, index) => {
        const before = seen[index - 1] ?? 'initial';
        if (before === state || before === 'initial') return [];
        const needed = wanted[`${before} ${state}`] ?? [];
        return [[needed, results.slice(Math.max(0, index + 1 - needed.length), index + 1)]];
      });
      expect(changes.map(([, lately]) => lately)).toEqual(changes.map(([needed]) => needed));
      const settled = seen.findIndex((state) => state !== 'initial');
      expect(settled < 0 ? [] : seen.slice(settled)).not.toContain('initial');
    }),
  );
});
