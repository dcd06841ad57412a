import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyPhase } from '../phase/apply-phase.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { findPreviews } from './find-previews.ts';

let aws: TestCloud;
const context = () => ({ clients: aws.clients });
const request = (environment: string, phase: 'ecs' | 'serverless') =>
  ({ environment, phase, emailFrom: 'orders@example.com', stage: 'provision' }) as const;

beforeAll(async () => {
  aws = await startCloud();
  await applyPhase(request('production', 'ecs'), context());
  await applyPhase(request('pr-7', 'serverless'), context());
  await applyPhase(request('pr-12', 'ecs'), context());
});
afterAll(async () => {
  await aws.stop();
});

it('finds previews by name and tag, never production, never what is only named like one', async () => {
  await aws.clients.sqs.send(new CreateQueueCommand({ QueueName: 'pr-99-of-somebody-else' }));
  const { result, writes } = await aws.callsDuring(async () => await findPreviews(context()));
  expect(writes).toEqual([]);
  expect(result.map(({ environment }) => environment)).toEqual(['pr-7', 'pr-12']);
  expect(result[0]?.resources).toEqual(
    expect.arrayContaining(['topic/pr-7-order-events', 'table/pr-7-order-system', 'httpApi/pr-7-pubsub-api']),
  );
  expect(result[1]?.resources).toEqual(
    expect.arrayContaining(['cluster/pr-12-pubsub-cluster', 'loadBalancer/pr-12-order-publisher-alb']),
  );
});
