import { describe, expect, it } from 'vitest';
import { components } from '../components.ts';
import { monthlyCost } from '../cost.ts';
import { inOrder } from '../order.ts';
import type { Resource } from '../resource.ts';
import { type DesiredState, desiredResources } from './desired.ts';

const definition = { containerDefinitions: [{ name: 'app', portMappings: [{ containerPort: 3000 }] }] };
const state: DesiredState = {
  phase: 'ecs',
  environment: 'production',
  account: '123456789012',
  region: 'eu-west-1',
  emailFrom: 'orders@example.com',
  taskDefinitions: Object.fromEntries(components.map((component) => [component, definition])),
};

const ofKind = (resources: Resource[], kind: Resource['kind']) =>
  resources.filter((resource) => resource.kind === kind).map(({ name }) => name);

describe('desiredResources, phase ecs', () => {
  const resources = desiredResources(state);

  it('has an order: every dependency exists and none is circular', () => {
    const ids = inOrder(resources).map(({ id }) => id);
    for (const resource of resources) {
      for (const needed of resource.dependsOn) {
        expect(ids.indexOf(needed)).toBeLessThan(ids.indexOf(resource.id));
      }
    }
    expect(ids).toHaveLength(resources.length);
    inOrder(desiredResources({ ...state, taskDefinitions: {} }));
  });

  it('has a service, a role of its own, logs, images and scaling for each component', () => {
    expect(ofKind(resources, 'service')).toEqual([...components]);
    const groups = ofKind(resources, 'logGroup').filter((name) => name.startsWith('/ecs/'));
    expect(groups).toEqual(components.map((name) => `/ecs/${name}`));
    expect(ofKind(resources, 'repository')).toEqual([...components]);
    expect(ofKind(resources, 'rolePolicy')).toHaveLength(4);
    expect(ofKind(resources, 'scalingPolicy')).toHaveLength(4);
    expect(ofKind(resources, 'queue')).toHaveLength(6);
  });

  it('gives no task more than its own queue and the one table', () => {
    const policy = resources.find(({ id }) => id === 'rolePolicy/email-service-task-role/email-service');
    expect(JSON.stringify(policy)).not.toMatch(/inventory|analytics|order-events|"\*"/);
    const publisher = resources.find(({ id }) => id.startsWith('rolePolicy/order-publisher'));
    expect(JSON.stringify(publisher)).not.toMatch(/sqs:|ses:/);
  });

  it('has SES tell of every mail, where email-service alone may ask, in the spine', () => {
    const mail = resources.filter(({ name }) => name.endsWith('order-mail'));
    expect(mail.map(({ id, spine, component }) => [id, spine, component])).toEqual(
      ['logGroup//aws/events/order-mail', 'eventRule/order-mail', 'configurationSet/order-mail'].map((id) => [
        id,
        true,
        'email-service',
      ]),
    );
    expect(mail[1]).toMatchObject({
      pattern: { detail: { mail: { tags: { 'ses:configuration-set': ['order-mail'] } } } },
      target: { arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/order-mail' },
    });
    const askers = resources.filter((resource) => JSON.stringify(resource).includes('logs:FilterLogEvents'));
    expect(askers.map(({ component }) => component)).toEqual(['email-service']);
  });

  it('lets each queue take messages from the one topic only, before it is subscribed', () => {
    const subscription = resources.find(({ id }) => id === 'subscription/email-service-queue');
    expect(subscription?.dependsOn).toContain('queuePolicy/email-service-queue');
    expect(resources.find(({ id }) => id === 'queuePolicy/email-service-queue')).toMatchObject({
      policy: {
        Statement: [
          {
            Condition: {
              ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:eu-west-1:123456789012:order-events' },
            },
          },
        ],
      },
    });
  });

  it('keeps logs for a week and no backups outside production', () => {
    const preview = desiredResources({ ...state, environment: 'pr-1' });
    expect(preview.find(({ kind }) => kind === 'logGroup')).toMatchObject({ retentionDays: 7 });
    expect(preview.find(({ kind }) => kind === 'table')).toMatchObject({ pointInTimeRecovery: false });
    expect(resources.find(({ kind }) => kind === 'logGroup')).toMatchObject({ retentionDays: 30 });
    const untagged = preview.filter(({ tags }) => tags['phaseline:environment'] !== 'pr-1');
    expect(untagged.map(({ kind }) => kind)).toEqual(['emailIdentity']);
  });

  it('says which container should have mapped the port', () => {
    const taskDefinitions = { 'order-publisher': { containerDefinitions: [{ name: 'app' }] } };
    expect(() => desiredResources({ ...state, taskDefinitions })).toThrow(
      /order-publisher: no container maps port 3000.*containers are app/,
    );
  });

  it('costs about what an idle system was measured to cost', () => {
    const cost = monthlyCost(resources);
    expect(cost.total).toBeGreaterThan(75);
    expect(cost.total).toBeLessThan(90);
    expect(cost.items).toHaveLength(5);
  });
});

describe('inOrder', () => {
  it('names what is missing, there twice, or in a circle', () => {
    expect(() => inOrder([{ id: 'a', dependsOn: ['b'] }])).toThrow('a depends on b, which does not exist');
    expect(() =>
      inOrder([
        { id: 'a', dependsOn: ['b'] },
        { id: 'b', dependsOn: ['a'] },
      ]),
    ).toThrow('a -> b -> a');
    expect(() =>
      inOrder([
        { id: 'a', dependsOn: [] },
        { id: 'a', dependsOn: [] },
      ]),
    ).toThrow('a is there twice');
  });
});
