import { ACMClient, RequestCertificateCommand } from '@aws-sdk/client-acm';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../cloud.ts';
import { clientOptions, control } from '../testing/client-options.ts';
import { inventories, ofEnvironment, takeInventory } from './index.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
afterAll(() => cloud.stop());

it('knows every service that there is', async () => {
  const { services } = (await control(cloud, 'health')).json as { services: { name: string }[] };
  const known = services.map(({ name }) => name).filter((name) => name !== 'sts');
  expect(Object.keys(inventories).toSorted()).toEqual(known.toSorted());
});

it('tells what mentions an environment, by name or by tag, from what only looks like it', async () => {
  const sqs = new SQSClient(clientOptions(cloud));
  for (const QueueName of ['pr-1-orders', 'pr-12-orders', 'my-pr-1-orders', 'orders'])
    await sqs.send(new CreateQueueCommand({ QueueName }));
  await new SNSClient(clientOptions(cloud)).send(
    new CreateTopicCommand({ Name: 'tagged', Tags: [{ Key: 'environment', Value: 'pr-1' }] }),
  );
  await new ACMClient(clientOptions(cloud)).send(
    new RequestCertificateCommand({
      DomainName: 'shop.example.com',
      ValidationMethod: 'DNS',
      Tags: [{ Key: 'environment', Value: 'pr-1' }],
    }),
  );
  const items = await takeInventory(cloud);
  expect(items.filter(({ kind }) => kind === 'queue')).toHaveLength(4);
  expect(ofEnvironment(items, 'pr-1').map(({ name }) => name)).toEqual([
    'shop.example.com',
    'tagged',
    'pr-1-orders',
  ]);
  expect(await takeInventory(cloud)).toEqual(items);
});
