import { array, assert, constantFrom, integer, oneof, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import { createManualClock } from '../../../clock.ts';
import { createTaskNetwork } from '../../../network.ts';
import { targetGroupDefaults } from '../attributes.ts';
import type { TargetGroupRecord } from '../model.ts';
import { createTargetPool } from './pool.ts';
import { createTarget, registering, targetKey, type Target } from './target.ts';

const ADDRESSES = ['172.31.0.1', '172.31.0.2'];

function createGroup(): TargetGroupRecord {
  return {
    arn: 'arn:group',
    name: 'group',
    port: 80,
    vpcId: 'vpc-0',
    targetType: 'ip',
    attributes: targetGroupDefaults(),
    tags: {},
    targets: new Map(),
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

const address = constantFrom(...ADDRESSES);
const step = oneof(
  record({ kind: constantFrom('register' as const), address }),
  record({ kind: constantFrom('deregister' as const), address }),
  record({ kind: constantFrom('pass' as const), address }),
  record({ kind: constantFrom('take' as const) }),
  record({ kind: constantFrom('release' as const), index: integer({ min: 0, max: 2 }) }),
  record({ kind: constantFrom('wait' as const), seconds: integer({ min: 1, max: 400 }) }),
);

test('whatever the order: only healthy targets are taken, and one that drains goes when its last request has ended or time is up', () => {
  assert(
    property(array(step, { minLength: 40, maxLength: 80 }), (steps) => {
      const clock = createManualClock();
      const group = createGroup();
      const pool = createTargetPool(group, { network: createTaskNetwork(), clock });
      pool.monitor.setInUse(true);
      const taken: Target[] = [];
      const wrong: string[] = [];
      const drainingSince = new Map<Target, number>();
      for (const one of steps) {
        if (one.kind === 'wait') clock.advance(one.seconds * 1000);
        else if (one.kind === 'take') {
          const target = pool.take(undefined);
          const healthy = [...group.targets.values()].filter(({ health }) => health.state === 'healthy');
          const allowed = target === undefined ? healthy.length === 0 : healthy.includes(target);
          if (!allowed) wrong.push(`took ${target?.id} while ${healthy.length} were healthy`);
          if (target !== undefined) taken.push(target);
        } else if (one.kind === 'release') {
          const [target] = taken.splice(one.index, 1);
          if (target !== undefined) pool.release(target);
        } else {
          const key = targetKey(one.address, 80);
          const known = group.targets.get(key);
          if (one.kind === 'pass' && known?.health.state === 'initial') known.health = { state: 'healthy' };
          if (one.kind === 'deregister' && known !== undefined && known.health.state !== 'draining') {
            pool.monitor.drain(known);
            drainingSince.set(known, clock.now());
          }
          if (one.kind === 'register' && (known === undefined || known.health.state === 'draining')) {
            const target = known ?? createTarget(one.address, 80, undefined, registering);
            group.targets.set(key, target);
            pool.monitor.watch(target);
            drainingSince.delete(target);
          }
        }
        for (const target of group.targets.values()) {
          const counted = taken.filter((other) => other === target).length;
          if (target.inFlight !== counted)
            wrong.push(`${target.id} counts ${target.inFlight}, has ${counted} in flight`);
          const since = target.health.state === 'draining' ? drainingSince.get(target) : undefined;
          if (since === undefined) continue;
          if (target.inFlight === 0) wrong.push(`${target.id} still drains with nothing in flight`);
          if (clock.now() >= since + 300_000) wrong.push(`${target.id} drains longer than the delay`);
        }
      }
      pool.stop();
      expect(wrong).toEqual([]);
    }),
  );
});
