import { setTimeout as sleep } from 'node:timers/promises';
import { GetAliasCommand, InvokeCommand } from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { components } from '@phaseline/model';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { type System, systemIn } from '../testing/system.ts';

/** A release in the phase that the system is in: the new versions have a share of the work before they go live. */
let aws: TestCloud;
let system: System;
let QueueUrl: string | undefined;

beforeAll(async () => {
  aws = await startCloud();
  system = systemIn('trial', { clients: aws.clients });
  await system.release('serverless');
  await system.switch('serverless');
  const QueueName = system.names.queue('inventory-service');
  ({ QueueUrl } = await aws.clients.sqs.send(new GetQueueUrlCommand({ QueueName })));
  // As short as it may be, so that what failed comes back soon.
  const Attributes = { VisibilityTimeout: '12' };
  await aws.clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
});
afterAll(async () => {
  await aws.stop();
});

async function alias(component: (typeof components)[number]) {
  const FunctionName = system.names.function(component);
  const { FunctionVersion, RoutingConfig } = await aws.clients.lambda.send(
    new GetAliasCommand({ FunctionName, Name: 'live' }),
  );
  return { version: FunctionVersion, shared: RoutingConfig?.AdditionalVersionWeights ?? {} };
}
const aliases = async () =>
  Object.fromEntries(await Promise.all(components.map(async (one) => [one, await alias(one)] as const)));
const everywhere = (version: string) =>
  Object.fromEntries(components.map((one) => [one, { version, shared: {} }]));

/** Sends orders to a worker until `work` has ended. */
async function whileOrdered<T>(work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const MessageBody = JSON.stringify({ type: 'order.placed' });
  const caller = (async () => {
    while (!over.signal.aborted) {
      await aws.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
      // Customers, not a load test.
      await sleep(20);
    }
  })();
  try {
    return await work;
  } finally {
    over.abort();
    await caller;
  }
}

it(
  'goes back when a version fails that passed its smoke test, and spares most orders',
  { timeout: 300_000 },
  async () => {
    await system.release('serverless', { 'email-service': 'other', 'inventory-service': 'fails' });
    const proof = { leastProcessed: 3, idleSeconds: 3600 };
    const failure = await whileOrdered(
      system.switch('serverless', { proof, patienceSeconds: 300 }).catch((error: unknown) => error),
    );
    expect(String(failure)).toMatch(
      /SwitchWentBack: .*everything is where it was before:\ninventory-service: the new version of its function fails/s,
    );
    // Neither did the other component's go live.
    expect(await aliases()).toEqual(everywhere('1'));
    // What it failed at is done by the version before.
    await expect
      .poll(
        async () => {
          const AttributeNames = [
            'ApproximateNumberOfMessages',
            'ApproximateNumberOfMessagesNotVisible',
          ] as const;
          const { Attributes } = await aws.clients.sqs.send(
            new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
          );
          return Attributes;
        },
        { timeout: 200_000 },
      )
      .toEqual({ ApproximateNumberOfMessages: '0', ApproximateNumberOfMessagesNotVisible: '0' });
  },
);

it(
  'lets the new versions go live together; a run that is cut off on the way is finished by the next',
  { timeout: 180_000 },
  async () => {
    await system.release('serverless', { 'email-service': 'other' });
    const abort = new AbortController();
    const cut = system.switch(
      'serverless',
      { proof: { idleSeconds: 3600 } },
      {
        signal: abort.signal,
        report: ({ detail = '' }) => {
          if (detail === 'for trial') abort.abort(new Error('cut off'));
        },
      },
    );
    await expect(cut).rejects.toThrow(/cut off|aborted/);
    const onTrial = await alias('email-service');
    expect(onTrial).toMatchObject({ version: '1', shared: { '2': 0.1 } });
    const moved = await system.switch('serverless');
    expect(moved.moved?.steps).toContain('email-service: promoteFunction');
    expect(await alias('email-service')).toEqual({ version: '2', shared: {} });
    const FunctionName = system.names.function('email-service');
    const answer = await aws.clients.lambda.send(
      new InvokeCommand({ FunctionName, Qualifier: 'live', Payload: '{"Records":[]}' }),
    );
    expect(answer.ExecutedVersion).toBe('2');
  },
);
