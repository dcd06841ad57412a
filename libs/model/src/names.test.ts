import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { components } from './components.ts';
import { parseEnvironment } from './environment.ts';
import { fitName } from './fit-name.ts';
import { environmentNames } from './names.ts';

const environments = fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/).filter((name) => {
  try {
    return parseEnvironment(name) === name;
  } catch {
    return false;
  }
});

describe('environmentNames', () => {
  it('gives production the names of the system as they are', () => {
    const names = environmentNames('production');
    expect(names).toMatchObject({
      prefix: '',
      cluster: 'pubsub-cluster',
      topic: 'order-events',
      table: 'order-system',
      executionRole: 'ecsTaskExecutionRole',
      loadBalancer: 'order-publisher-alb',
      targetGroup: 'order-publisher-tg',
    });
    expect(names.queue('email-service')).toBe('email-service-queue');
    expect(names.deadLetterQueue('email-service')).toBe('email-service-dlq');
    expect(names.family('email-service')).toBe('email-service-td');
    expect(names.logGroup('email-service')).toBe('/ecs/email-service');
    expect(names.taskRole('email-service')).toBe('email-service-task-role');
  });

  it('prefixes every name of any other environment', () => {
    const names = environmentNames('pr-17');
    expect(names.cluster).toBe('pr-17-pubsub-cluster');
    expect(names.executionRole).toBe('pr-17-ecsTaskExecutionRole');
    expect(names.logGroup('email-service')).toBe('/ecs/pr-17-email-service');
  });

  it('stays within the limits of AWS, whatever the environment', () => {
    fc.assert(
      fc.property(environments, (environment) => {
        const names = environmentNames(environment);
        expect(names.loadBalancer).toMatch(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/);
        expect(names.targetGroup).toMatch(/^[a-z][a-z0-9-]{0,30}[a-z0-9]$/);
        expect(names.executionRole.length).toBeLessThanOrEqual(64);
        for (const component of components) {
          expect(names.queue(component).length).toBeLessThanOrEqual(80);
          expect(names.taskRole(component).length).toBeLessThanOrEqual(64);
        }
      }),
    );
  });

  it('never gives two environments the same name', () => {
    fc.assert(
      fc.property(environments, environments, (one, other) => {
        fc.pre(one !== other);
        expect(environmentNames(one).loadBalancer).not.toBe(environmentNames(other).loadBalancer);
      }),
    );
  });
});

describe('fitName', () => {
  it('leaves what fits and shortens the rest the same way each time', () => {
    expect(fitName('short', 5)).toBe('short');
    expect(fitName('a-very-long-environment-order-publisher-alb', 32)).toBe(
      fitName('a-very-long-environment-order-publisher-alb', 32),
    );
    expect(fitName('a-very-long-environment-order-publisher-alb', 32)).toHaveLength(32);
  });
});

describe('parseEnvironment', () => {
  it.each(['', 'Pr-1', '1a', 'a-', 'a--b', 'a_b', 'a'.repeat(21), 'internal', 'internal-x', 'sg-1', 'ä'])(
    'refuses %j and says what is expected',
    (name) => {
      expect(() => parseEnvironment(name)).toThrow(
        new RegExp(`bad environment name ${JSON.stringify(name)}`),
      );
    },
  );
});
