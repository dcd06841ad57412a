import { CreateTopicCommand, ListTagsForResourceCommand } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReconcileEvent } from '../context.ts';
import { everyAnswerLostOnce, startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { applyPhase } from './apply-phase.ts';
import { destroyEnvironment } from './destroy-environment.ts';
import { planPhase } from './plan-phase.ts';
import { taskDefinitionValues } from './task-definition-values.ts';

const environment = 'pr-1';
const request = { phase: 'ecs', environment, emailFrom: 'orders@example.com' } as const;
let aws: TestCloud;
const context = () => ({ clients: aws.clients });

beforeAll(async () => {
  aws = await startCloud();
});
afterAll(async () => {
  await aws.stop();
});

it('plans what it would create and creates nothing', async () => {
  const { result, writes } = await aws.callsDuring(async () => await planPhase(request, context()));
  expect(result.resources.every(({ action }) => action === 'create')).toBe(true);
  expect(writes).toEqual([]);
});

it('says what is missing before anything is provisioned', async () => {
  const values = { environment, component: 'email-service', emailFrom: 'orders@example.com' };
  await expect(taskDefinitionValues(values, context())).rejects.toThrow(
    /queue pr-1-email-service-queue is not there: provision the environment first/,
  );
  await expect(applyPhase({ ...request, stage: 'switch' }, context())).rejects.toThrow(
    /has no ECS service for order-publisher, email-service.*release them first/,
  );
});

it('provisions, and adopts and tags what is there under its name', async () => {
  const { TopicArn } = await aws.clients.sns.send(new CreateTopicCommand({ Name: 'pr-1-order-events' }));
  const events: ReconcileEvent[] = [];
  const result = await applyPhase(
    { ...request, stage: 'provision' },
    { ...context(), report: (event) => events.push(event) },
  );
  expect(result.frontUrl).toMatch(/^http:\/\/.+/);
  expect(result).toMatchObject({ cluster: 'pr-1-pubsub-cluster', table: 'pr-1-order-system' });
  expect(result.components.map(({ placement }) => placement)).toEqual(['ecs', 'ecs', 'ecs', 'ecs']);
  expect(result.components.filter(({ queueUrl }) => queueUrl !== undefined)).toHaveLength(3);
  expect(result.resources.filter(({ action }) => action !== 'created').map(({ name }) => name)).toEqual([
    'pr-1-order-events',
  ]);
  expect(events).toContainEqual(
    expect.objectContaining({ resource: 'topic/pr-1-order-events', action: 'updated' }),
  );
  const { Tags } = await aws.clients.sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));
  expect(Tags).toContainEqual({ Key: 'phaseline:environment', Value: environment });
});

it('makes no write call when run again', async () => {
  const { result, writes } = await aws.callsDuring(
    async () => await applyPhase({ ...request, stage: 'provision' }, context()),
  );
  expect(result.resources.filter(({ action }) => action !== 'unchanged')).toEqual([]);
  expect(writes).toEqual([]);
});

it('knows what to put in for placeholders', async () => {
  const values = { environment, component: 'email-service', emailFrom: 'orders@example.com' };
  const imageDigest = `sha256:${'a'.repeat(64)}`;
  const filled = await taskDefinitionValues({ ...values, imageDigest }, context());
  expect(filled).toMatchObject({
    AWS_ACCOUNT_ID: aws.cloud.account,
    AWS_REGION: aws.cloud.region,
    PREFIX: 'pr-1-',
    ENVIRONMENT: environment,
    EMAIL_FROM: 'orders@example.com',
  });
  expect(filled['IMAGE']).toMatch(new RegExp(`/pr-1-email-service@${imageDigest}$`));
  expect(filled['QUEUE_URL']).toMatch(/\/pr-1-email-service-queue$/);
  await expect(taskDefinitionValues({ ...values, component: 'web' }, context())).rejects.toThrow(
    /unknown component "web"/,
  );
});

it('destroys an environment and all that is in it but the shared identity, twice', async () => {
  // Without a phase: with one, only what it places goes, and never the spine.
  const whole = { environment, emailFrom: request.emailFrom };
  const destroyed = await destroyEnvironment(whole, context());
  expect(destroyed.removed).toContain('table/pr-1-order-system');
  expect(destroyed.removed.filter((id) => id.startsWith('emailIdentity'))).toEqual([]);
  const again = await destroyEnvironment(whole, context());
  expect(again.removed).toEqual([]);
});

it('never destroys production', async () => {
  const { result, calls } = await aws.callsDuring(
    async () => await destroyEnvironment({ ...request, environment: 'production' }, context()).catch(String),
  );
  expect(result).toMatch(/production is never destroyed/);
  expect(calls).toEqual([]);
});

it('gets there although the first answer to every operation is lost after it took effect', async () => {
  const provision = async (environment: string) =>
    await applyPhase({ ...request, environment, stage: 'provision' }, context());
  const { calls } = await aws.callsDuring(async () => await provision('plain'));
  const faults = everyAnswerLostOnce(calls);
  const { resources } = await aws.breaking(faults, async () => await provision('lossy'));
  expect(new Set(resources.map(({ action }) => action))).toEqual(new Set(['created', 'unchanged']));
  const again = await provision('lossy');
  expect(again.resources.filter(({ action }) => action !== 'unchanged')).toEqual([]);
});

it('waits its turn where AWS throttles', async () => {
  const other = { ...request, environment: 'busy', stage: 'provision' } as const;
  await aws.breaking({ kind: 'throttle', service: 'iam', count: 5, seed: 1 }, async () => {
    const { resources } = await applyPhase(other, context());
    expect(resources.filter(({ kind }) => kind === 'role')).toHaveLength(5);
  });
});
