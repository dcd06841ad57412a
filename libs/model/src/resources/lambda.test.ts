import { describe, expect, it } from 'vitest';
import { type Component, components } from '../components.ts';
import { monthlyCost } from '../cost.ts';
import { inOrder } from '../order.ts';
import { phases } from '../phase.ts';
import type { Resource } from '../resource.ts';
import { type DesiredState, desiredResources } from './desired.ts';

const definition = { containerDefinitions: [{ name: 'app', portMappings: [{ containerPort: 3000 }] }] };
const artifact = { definition: { Runtime: 'nodejs24.x', Timeout: 10 }, code: { sha256: 'abc=' } };
const every = <T>(value: T) =>
  Object.fromEntries(components.map((component) => [component, value])) as Record<Component, T>;
const state: DesiredState = {
  phase: 'serverless',
  environment: 'production',
  account: '123456789012',
  region: 'eu-west-1',
  emailFrom: 'orders@example.com',
  taskDefinitions: every(definition),
  functions: every(artifact),
};
const named = (resources: readonly Resource[], kind: Resource['kind']) =>
  resources.filter((resource) => resource.kind === kind).map(({ name }) => name);

describe('desiredResources', () => {
  it.each(phases)('of phase %s has an order, before anything is released too', (phase) => {
    for (const released of [{}, { taskDefinitions: {}, functions: {} }]) {
      const resources = desiredResources({ ...state, phase, ...released });
      expect(inOrder(resources)).toHaveLength(resources.length);
    }
  });

  it('has in every phase the same spine', () => {
    const spines = phases.map((phase) => desiredResources({ ...state, phase }).filter(({ spine }) => spine));
    expect(spines[1]).toEqual(spines[0]);
    expect(spines[2]).toEqual(spines[0]);
  });

  it('has every component exactly once in every phase', () => {
    for (const phase of phases) {
      const resources = desiredResources({ ...state, phase });
      const running = resources.filter(({ kind }) => kind === 'service' || kind === 'function');
      expect(running).toHaveLength(components.length);
      expect(new Set(running.map(({ component }) => component))).toEqual(new Set(components));
    }
  });

  it('names functions, logs and the API', () => {
    const resources = desiredResources(state);
    const functions = ['order-publisher-lambda', 'email-lambda', 'inventory-lambda', 'analytics-lambda'];
    expect(named(resources, 'function')).toEqual(functions);
    expect(named(resources, 'functionAlias')).toEqual(functions.map((name) => `${name}:live`));
    expect(named(resources, 'logGroup')).toEqual(
      expect.arrayContaining(functions.map((name) => `/aws/lambda/${name}`)),
    );
    expect(named(resources, 'httpApi')).toEqual(['pubsub-api']);
    expect(named(resources, 'loadBalancer')).toEqual([]);
    expect(named(resources, 'eventSourceMapping')).toHaveLength(3);
    const hybrid = desiredResources({ ...state, phase: 'hybrid' });
    expect(named(hybrid, 'loadBalancer')).toEqual(['order-publisher-alb']);
    expect(named(hybrid, 'httpApi')).toEqual([]);
  });

  it('gives each function its own logs, its own queue and the one table', () => {
    const resources = desiredResources(state);
    const policyOf = (id: string) => JSON.stringify(resources.find((resource) => resource.id === id));
    const email = policyOf('rolePolicy/email-lambda-role/email-service');
    expect(email).not.toMatch(/inventory|analytics|order-events|logs:CreateLogGroup|"\*"/);
    expect(email).toContain('log-group:/aws/lambda/email-lambda:*');
    expect(policyOf('rolePolicy/order-publisher-lambda-role/order-publisher')).not.toMatch(/sqs:|ses:/);
    expect(resources.find(({ id }) => id === 'role/email-lambda-role')).toMatchObject({
      trust: {
        Statement: [
          {
            Principal: { Service: 'lambda.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
          },
        ],
      },
    });
  });

  it('costs by what comes in: next to nothing when idle, less than containers up to some orders a second', () => {
    const [ecs = 0, hybrid = 0, serverless = 0] = phases.map(
      (phase) => monthlyCost(desiredResources({ ...state, phase })).total,
    );
    expect(serverless).toBeCloseTo(3 * 0.105, 2);
    expect(hybrid).toBeGreaterThan(serverless);
    expect(hybrid).toBeLessThan(ecs);
    const at = (ordersPerSecond: number, settings = {}) =>
      monthlyCost(desiredResources({ ...state, settings }), { ordersPerSecond }).total;
    expect(at(1)).toBeLessThan(ecs);
    expect(at(100)).toBeGreaterThan(ecs);
    expect(at(100, { batchSize: 100, batchingWindowSeconds: 1 })).toBeLessThan(at(100));
  });

  it('takes from function.json how a queue is consumed, and else the environment', () => {
    const EventSourceMapping = { BatchSize: 100, MaximumBatchingWindowInSeconds: 1 };
    const resources = desiredResources({
      ...state,
      functions: {
        'email-service': { ...artifact, definition: { ...artifact.definition, EventSourceMapping } },
      },
    });
    expect(resources.find(({ id }) => id.startsWith('eventSourceMapping/email'))).toMatchObject({
      batchSize: 100,
      batchingWindowSeconds: 1,
      maximumConcurrency: 10,
      responseTypes: ['ReportBatchItemFailures'],
      enabled: true,
    });
  });
});
