import { randomUUID } from 'node:crypto';
import { createDataPlane, type DataPlane } from '@phaseline/aws-data-plane';
import {
  effectKey,
  ORDER_PLACED,
  type OrderPlaced,
  readEffectRow,
  sampleOrderPlaced,
  sampleOrderRequest,
  WORKERS,
} from '@phaseline/contracts';
import type { LocalCloud } from '@phaseline/local-cloud';
import { arnsIn, type Component, environmentNames } from '@phaseline/model';
import { readAsked } from './grants.ts';
import { expect } from 'vitest';

const patience = { timeout: 120_000, interval: 200 };
const names = environmentNames('production');

/**
 * What components do only in trouble: an event that comes twice and whose effects fail at first, an order whose confirmation somebody may have sent
 * and died, one that cannot be published, and for each worker a message that is no event. Everything is well again afterwards, but for what is in the dead-letter queues.
 */
export async function makeTrouble(cloud: LocalCloud, frontUrl: string): Promise<void> {
  const aws = createDataPlane();
  try {
    // Each worker gives its messages back for a later time, and meets the second when the first is done.
    await whileFailing(cloud, 'dynamodb', ['PutItem', 'TransactWriteItems', 'UpdateItem'], async () => {
      await publish(aws, cloud, sampleOrderPlaced, ['once', 'twice']);
      await workersAsk(cloud, 'sqs:ChangeMessageVisibility');
    });
    await expect.poll(() => effectsOfSample(aws), patience).toBe(WORKERS.length);
    // Whoever finds an order's mail taken looks who has it.
    await expect.poll(() => emailAsks(cloud), patience).toContain('dynamodb:GetItem');

    await confirmWhatIsUnsure(aws, cloud);

    await whileFailing(cloud, 'sns', ['PublishBatch'], async () => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(sampleOrderRequest);
      const response = await fetch(new URL('/orders', frontUrl), { method: 'POST', headers, body });
      expect(response.status).toBe(503);
    });

    for (const worker of WORKERS)
      await aws.sqs.sendMessage({
        QueueUrl: `${cloud.url}/${cloud.account}/${names.queue(worker)}`,
        MessageBody: 'no event',
      });
    await workersAsk(cloud, 'sqs:SendMessage');
  } finally {
    await aws.close();
  }
}

async function whileFailing(
  { url }: LocalCloud,
  service: string,
  operations: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const faults = `${url}/_cloud/faults`;
  try {
    for (const operation of operations) {
      const body = JSON.stringify({ kind: 'error', service, operation });
      expect((await fetch(faults, { method: 'POST', body })).status).toBe(201);
    }
    await work();
  } finally {
    await fetch(faults, { method: 'DELETE' });
  }
}

async function publish(
  { sns }: DataPlane,
  cloud: LocalCloud,
  event: OrderPlaced,
  ids: readonly string[],
): Promise<void> {
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  const entry = {
    Message: JSON.stringify(event),
    MessageAttributes: { eventType: attribute(ORDER_PLACED), eventId: attribute(event.eventId) },
  };
  await sns.publishBatch({
    TopicArn: arnsIn(cloud).topic(names.topic),
    PublishBatchRequestEntries: ids.map((Id) => ({ Id, ...entry })),
  });
}

/** An order whose mail was claimed long ago by somebody who has said nothing since: SES's events are asked before it is sent. */
async function confirmWhatIsUnsure(aws: DataPlane, cloud: LocalCloud): Promise<void> {
  const event = { ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID() };
  const Key = effectKey(event.orderId, 'email-service');
  await aws.dynamodb.putItem({
    TableName: names.table,
    Item: { ...Key, leaseOwner: { S: 'dead' }, leaseUntil: { N: '1' }, claimedAt: { N: '1' } },
  });
  await publish(aws, cloud, event, ['once']);
  const row = async () => {
    const { Item } = await aws.dynamodb.getItem({ TableName: names.table, Key, ConsistentRead: true });
    return Item && readEffectRow(Item)?.outcome;
  };
  await expect.poll(row, patience).toBe('sent');
}

async function effectsOfSample({ dynamodb }: DataPlane): Promise<number> {
  const { Items = [] } = await dynamodb.query({
    TableName: names.table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: `ORDER#${sampleOrderPlaced.orderId}` } },
    ConsistentRead: true,
  });
  return Items.flatMap((row) => readEffectRow(row) ?? []).length;
}

/** What the e-mail service has asked for, in whichever placement is at work. */
async function emailAsks({ url }: LocalCloud): Promise<readonly string[]> {
  const asked = await readAsked(url);
  return asked.flatMap(({ role, action }) => (rolesOf('email-service').includes(role) ? [action] : []));
}

function rolesOf(worker: Component): readonly string[] {
  return [names.taskRole(worker), names.functionRole(worker)];
}

/** Waits until every worker has asked for an action, in whichever placement is at work. */
async function workersAsk({ url }: LocalCloud, action: string): Promise<void> {
  const who = async () => {
    const asked = await readAsked(url);
    const roles = asked.filter((one) => one.action === action).map(({ role }) => role);
    return WORKERS.filter((worker) => roles.some((role) => rolesOf(worker).includes(role)));
  };
  await expect.poll(who, patience).toEqual([...WORKERS]);
}
