import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SendMessageCommand,
  GetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLocalCloud, type LocalCloud } from '../cloud.ts';
import { clientOptions, control } from '../testing/client-options.ts';
import { createCallLog, type CallRecord } from './call-log.ts';

let cloud: LocalCloud;
let sqs: SQSClient;
beforeAll(async () => {
  cloud = await startLocalCloud();
});
beforeEach(async () => {
  await control(cloud, 'reset', { method: 'POST' });
  sqs = new SQSClient({ ...clientOptions(cloud), maxAttempts: 1 });
});
afterAll(() => cloud.stop());

const callsTo = async (query = '') => (await control(cloud, `calls${query}`)).json.calls as CallRecord[];
const addFault = (fault: object) => control(cloud, 'faults', { method: 'POST', body: fault });

describe('/_cloud/calls', () => {
  it('lists every call with who made it and whether it only reads', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
    await sqs.send(new GetQueueUrlCommand({ QueueName: 'none' })).catch(() => undefined);
    expect(await callsTo()).toMatchObject([
      {
        service: 'sqs',
        operation: 'CreateQueue',
        status: 200,
        readOnly: false,
        principal: 'arn:aws:iam::000000000000:root',
      },
      { service: 'sqs', operation: 'GetQueueUrl', status: 400, readOnly: true, error: 'QueueDoesNotExist' },
    ]);
    expect(await callsTo('?readOnly=false')).toHaveLength(1);
    expect(await callsTo('?service=sns')).toEqual([]);
    const [{ time } = { time: '' }] = await callsTo();
    expect(await callsTo(`?since=${time}&operation=CreateQueue`)).toEqual([]);
  });

  it.each(['?since=yesterday', '?readOnly=maybe', '?user=me'])('refuses %s', async (query) => {
    expect(await control(cloud, `calls${query}`)).toMatchObject({
      status: 400,
      json: { error: expect.any(String) },
    });
  });

  it('forgets the oldest beyond its bound', () => {
    const log = createCallLog(3);
    for (const operation of ['a', 'b', 'c', 'd', 'e']) log.add({ operation } as CallRecord);
    expect(log.list().map(({ operation }) => operation)).toEqual(['c', 'd', 'e']);
  });
});

describe('/_cloud/faults', () => {
  it('throttles as the service itself does, so that clients retry', async () => {
    await addFault({ kind: 'throttle', service: 'sqs', operation: 'ListQueues', count: 2 });
    await expect(sqs.send(new ListQueuesCommand())).rejects.toMatchObject({ name: 'RequestThrottled' });
    const { $metadata } = await new SQSClient(clientOptions(cloud)).send(new ListQueuesCommand());
    expect($metadata.attempts).toBe(2);
    await addFault({ kind: 'throttle', service: 'sns', count: 1 });
    const topic = await new SNSClient(clientOptions(cloud)).send(new CreateTopicCommand({ Name: 't' }));
    expect(topic.$metadata.attempts).toBe(2);
  });

  it('answers 5xx, resets, or stays silent', async () => {
    await addFault({ kind: 'error', status: 503, count: 1 });
    await expect(sqs.send(new ListQueuesCommand())).rejects.toMatchObject({
      name: 'ServiceUnavailable',
      $metadata: { httpStatusCode: 503 },
    });
    await addFault({ kind: 'reset', count: 1 });
    await expect(sqs.send(new ListQueuesCommand())).rejects.toMatchObject({ code: 'ECONNRESET' });
    await addFault({ kind: 'timeout', count: 1 });
    await expect(
      sqs.send(new ListQueuesCommand(), { abortSignal: AbortSignal.timeout(200) }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    await expect(sqs.send(new ListQueuesCommand())).resolves.toBeDefined();
  });

  it('loses the answer of a call that took effect', async () => {
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
    await addFault({ kind: 'reset', operation: 'SendMessage', when: 'after', count: 1 });
    await expect(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'm' }))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    expect(Attributes?.ApproximateNumberOfMessages).toBe('1');
  });

  it('hits the same calls again for the same seed', async () => {
    const pattern = async (seed: number) => {
      await control(cloud, 'faults', { method: 'DELETE' });
      await addFault({ kind: 'error', rate: 0.5, seed });
      const hits: boolean[] = [];
      for (let n = 0; n < 16; n += 1)
        hits.push(
          await sqs.send(new ListQueuesCommand()).then(
            () => false,
            () => true,
          ),
        );
      return hits;
    };
    const first = await pattern(7);
    expect(await pattern(7)).toEqual(first);
    expect(await pattern(8)).not.toEqual(first);
    expect(first).toContain(true);
    expect(first).toContain(false);
  });

  it.each([
    [{ kind: 'explode' }, 'kind'],
    [{ kind: 'error', rate: 0 }, 'rate'],
    [{ kind: 'error', rate: 2 }, 'rate'],
    [{ kind: 'error', count: 1.5 }, 'count'],
    [{ kind: 'error', status: 404 }, 'status'],
    [{ kind: 'error', seed: -1 }, 'seed'],
    [{ kind: 'error', when: 'later' }, 'when'],
    [{ kind: 'error', service: '' }, 'service'],
    [{ kind: 'error', sevrice: 'sqs' }, 'sevrice'],
    [[], 'object'],
  ])('refuses %j', async (fault, named) => {
    const { status, json } = await addFault(fault);
    expect(status).toBe(400);
    expect(json.error).toContain(named);
    expect((await control(cloud, 'faults')).json.faults).toEqual([]);
  });

  it('lists and removes what is in force', async () => {
    const { status, json } = await addFault({ kind: 'error', service: 'sns' });
    expect(status).toBe(201);
    expect((await control(cloud, 'faults')).json.faults).toMatchObject([{ kind: 'error', rate: 1, hits: 0 }]);
    expect(await control(cloud, 'faults?id=none', { method: 'DELETE' })).toMatchObject({ status: 400 });
    await control(cloud, `faults?id=${String(json.id)}`, { method: 'DELETE' });
    expect((await control(cloud, 'faults')).json.faults).toEqual([]);
  });
});

describe('the rest of /_cloud/', () => {
  it('empties everything', async () => {
    await sqs.send(new CreateQueueCommand({ QueueName: 'q' }));
    await control(cloud, 'reset', { method: 'POST' });
    expect((await sqs.send(new ListQueuesCommand())).QueueUrls ?? []).toEqual([]);
  });

  it('says what is built, in JSON and as a page', async () => {
    const { json } = await control(cloud, 'health');
    expect(json).toMatchObject({ status: 'ok', region: 'us-east-1' });
    const page = await (await fetch(`${cloud.url}/_cloud/`)).text();
    for (const link of ['/_cloud/calls', '/_cloud/logs', '/_cloud/inbox', 'CreateQueue'])
      expect(page).toContain(link);
  });

  it('shows logs as text, whatever was logged', async () => {
    const logs = new CloudWatchLogsClient(clientOptions(cloud));
    const names = { logGroupName: '/ecs/app', logStreamName: 's' };
    await logs.send(new CreateLogGroupCommand(names));
    await logs.send(new CreateLogStreamCommand(names));
    const logEvents = [{ timestamp: Date.now(), message: '<script>alert(1)</script>' }];
    await logs.send(new PutLogEventsCommand({ ...names, logEvents }));
    const read = async (query: string) => (await fetch(`${cloud.url}/_cloud/logs${query}`)).text();
    expect(await read('')).toContain('/_cloud/logs?group=%2Fecs%2Fapp');
    const events = await read('?group=/ecs/app&stream=s');
    expect(events).toContain('&lt;script&gt;alert(1)');
    expect(events).not.toContain('<script>');
  });

  it('takes nothing else, and nothing from other sites', async () => {
    expect((await control(cloud, 'nothing')).status).toBe(404);
    expect((await control(cloud, 'reset')).status).toBe(405);
    const foreign = await fetch(`${cloud.url}/_cloud/reset`, {
      method: 'POST',
      headers: { origin: 'http://evil.example' },
    });
    expect(foreign.status).toBe(403);
  });
});
