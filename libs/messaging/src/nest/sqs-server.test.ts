import { RpcException } from '@nestjs/microservices';
import type { SqsMessageAttributes } from '@phaseline/aws-data-plane';
import { pino } from 'pino';
import { EMPTY, lastValueFrom, of, throwError } from 'rxjs';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { PermanentFailure } from '../failures/failures.ts';
import { createSnsPublisher } from '../publish/publisher.ts';
import { startTestCloud, type TestCloud, type TestQueue } from '../testing/cloud.ts';
import { startNestApp, type TestHandler } from '../testing/nest-app.ts';
import { SnsClient } from './sns-client.ts';
import type { SqsContext } from './sqs-context.ts';
import { SqsServer, type SqsServerOptions } from './sqs-server.ts';

let cloud: TestCloud;
const cleanUps: (() => Promise<unknown>)[] = [];
const lines: Record<string, unknown>[] = [];
const logger = pino(
  { level: 'info' },
  { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
);

beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  lines.length = 0;
});

async function serve(
  queue: TestQueue,
  handlers: Record<string, TestHandler>,
  options: Partial<SqsServerOptions & { filter: boolean }> = {},
): Promise<SqsServer> {
  const { filter = true, ...settings } = options;
  const server = new SqsServer({
    queueUrl: queue.url,
    sqs: cloud.plane.sqs,
    logger,
    retryBaseSeconds: 0,
    ...settings,
  });
  const app = await startNestApp(server, handlers, { filter });
  cleanUps.push(() => app.close());
  return server;
}

async function send(queue: TestQueue, body: unknown, attributes: Record<string, string> = {}): Promise<void> {
  const MessageAttributes: SqsMessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
  );
  const MessageBody = typeof body === 'string' ? body : JSON.stringify(body);
  await cloud.plane.sqs.sendMessage({ QueueUrl: queue.url, MessageBody, MessageAttributes });
}

const empty = { visible: 0, inFlight: 0, deadLetters: 0 };
const settles = (queue: TestQueue, counts: object): Promise<void> =>
  vi.waitFor(async () => expect(await queue.counts()).toEqual({ ...empty, ...counts }), { timeout: 60_000 });

test.each([true, false])(
  'an event goes from publisher to handler with its trace (raw delivery: %s)',
  async (raw) => {
    const queue = await cloud.queue();
    const topicArn = await cloud.topic(queue, { raw });
    const seen: [unknown, SqsContext][] = [];
    await serve(queue, { 'order.placed': (data, context) => void seen.push([data, context]) });
    const publisher = createSnsPublisher({ topicArn, sns: cloud.plane.sns });
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const { messageId } = await publisher.publish(
      { id: 'e-1', type: 'order.placed', data: { orderId: 'ö-1 <&>' } },
      { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
    );
    expect(messageId).toMatch(/^[\da-f-]{36}$/);
    await settles(queue, empty);
    const [[data, context] = []] = seen;
    expect(data).toEqual({ orderId: 'ö-1 <&>' });
    expect(context).toMatchObject({ eventId: 'e-1', eventType: 'order.placed', receiveCount: 1 });
    expect(context?.traceparent).toMatch(new RegExp(`^00-${traceId}-[\\da-f]{16}-01$`));
    const line = lines.find(({ msg }) => msg === 'message done');
    expect(line).toMatchObject({
      traceId,
      eventId: 'e-1',
      messageId: context?.messageId,
      receiveCount: 1,
      outcome: 'done',
    });
    expect(JSON.stringify(lines)).not.toContain('ö-1');
  },
);

test('SnsClient: emit resolves to the acknowledgement, send is refused', async () => {
  const queue = await cloud.queue();
  const client = new SnsClient({ topicArn: await cloud.topic(queue), sns: cloud.plane.sns });
  client.setOnDispatchHook((packet) => {
    packet.metadata = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, tenant: 'blue' };
  });
  const seen: SqsContext[] = [];
  await serve(queue, { 'order.placed': (_, context) => void seen.push(context) });
  await expect(lastValueFrom(client.emit('order.placed', { eventId: 'e-2' }))).resolves.toHaveProperty(
    'messageId',
  );
  await settles(queue, empty);
  expect(seen[0]).toMatchObject({
    eventId: 'e-2',
    attributes: { tenant: 'blue' },
    trace: { traceId: 'a'.repeat(32) },
  });
  await expect(lastValueFrom(client.send('order.placed', {}))).rejects.toThrow('emit()');
  await client.close();
});

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('no');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no'))],
  ['throws no error at all', () => Promise.reject('no')],
  [
    'throws an RpcException',
    () => {
      throw new RpcException('no');
    },
  ],
  ['returns an observable that fails', () => throwError(() => new Error('no'))],
])('a message whose handler %s is tried again until it is done', async (_, fail) => {
  for (const filter of [true, false]) {
    const queue = await cloud.queue();
    let tries = 0;
    await serve(queue, { e: () => (++tries < 3 ? fail() : undefined) }, { filter });
    await send(queue, {}, { eventType: 'e' });
    await settles(queue, empty);
    expect(tries).toBe(3);
  }
});

test.each<[string, () => unknown]>([
  ['nothing', () => undefined],
  ['an empty observable', () => EMPTY],
  ['an observable', () => of(1, 2)],
  ['a promise', () => Promise.resolve(1)],
])('a handler may return %s', async (_, work) => {
  const queue = await cloud.queue();
  let tries = 0;
  await serve(queue, { e: () => (tries++, work()) });
  await send(queue, { type: 'e' });
  await settles(queue, empty);
  expect(tries).toBe(1);
});

test('without a handler for its type a message is never acknowledged', async () => {
  const queue = await cloud.queue({ maxReceiveCount: 3 });
  await serve(queue, { other: () => undefined });
  await send(queue, { type: 'order.placed' });
  await settles(queue, { deadLetters: 1 });
  const failures = lines.filter(({ outcome }) => outcome === 'retried');
  expect(failures).toHaveLength(3);
  expect(failures[0]).toMatchObject({ eventType: 'order.placed', err: { type: 'MissingHandler' } });
});

test.each([
  ['a permanent failure', { type: 'e' }, 'PermanentFailure', 'the card is stolen'],
  ['a malformed message', 'not json', 'MalformedMessage', 'The body (8 characters) is not JSON'],
])('%s goes to the dead-letter queue at once, with reason and attributes', async (_, body, name, reason) => {
  const queue = await cloud.queue();
  let tries = 0;
  await serve(queue, {
    e: () => {
      tries++;
      throw new PermanentFailure('the card is stolen');
    },
  });
  await send(queue, body, { tenant: 'blue' });
  await settles(queue, { deadLetters: 1 });
  expect(tries).toBeLessThanOrEqual(1);
  const { Messages = [] } = await cloud.plane.sqs.receiveMessage({
    QueueUrl: queue.deadLetterUrl,
    MessageAttributeNames: ['All'],
  });
  expect(Messages[0]).toMatchObject({
    Body: typeof body === 'string' ? body : JSON.stringify(body),
    MessageAttributes: {
      tenant: { StringValue: 'blue' },
      failureReason: { StringValue: reason },
      failureName: { StringValue: name },
    },
  });
});

test('a permanent failure without a reachable dead-letter queue stays where it is', async () => {
  const queue = await cloud.queue({ deadLetters: false });
  let tries = 0;
  await serve(queue, {
    e: () => {
      tries++;
      throw new PermanentFailure('no');
    },
  });
  await send(queue, { type: 'e' });
  await vi.waitFor(() => expect(tries).toBeGreaterThan(1), { timeout: 60_000 });
  const { visible, inFlight } = await queue.counts();
  expect(visible + inFlight).toBe(1);
  expect(lines.some(({ msg }) => msg === 'not moved to the dead-letter queue, it stays in its queue')).toBe(
    true,
  );
});

test('a slow handler keeps its message', async () => {
  const queue = await cloud.queue();
  let runs = 0;
  let finish: (() => void) | undefined;
  const started = Date.now();
  await serve(
    queue,
    {
      e: () => {
        runs++;
        return new Promise<void>((resolve) => (finish = resolve));
      },
    },
    { visibilitySeconds: 2 },
  );
  await send(queue, { type: 'e' });
  await vi.waitFor(() => expect(Date.now() - started).toBeGreaterThan(4500), { timeout: 60_000 });
  expect(await queue.counts()).toMatchObject({ inFlight: 1 });
  finish?.();
  await settles(queue, empty);
  expect(runs).toBe(1);
});

test('a handler that never ends: its signal aborts, its message is tried again, its slot stays taken', async () => {
  const queue = await cloud.queue();
  const reasons: unknown[] = [];
  let runs = 0;
  const server = await serve(
    queue,
    {
      e: (_, context) => {
        if (++runs > 1) return undefined;
        context.signal.addEventListener('abort', () => reasons.push(context.signal.reason));
        return new Promise(() => undefined);
      },
    },
    { handlerTimeoutMs: 100, drainTimeoutMs: 0 },
  );
  await send(queue, { type: 'e' });
  await settles(queue, empty);
  expect(runs).toBe(2);
  expect(reasons).toMatchObject([{ name: 'HandlerTimeout' }]);
  expect(server.heartbeat().running).toBe(1);
});

test('extendVisibility hides the message for longer', async () => {
  const queue = await cloud.queue();
  let extended = false;
  await serve(queue, {
    e: async (_, context) => {
      await expect(context.extendVisibility(-1)).rejects.toThrow(RangeError);
      await context.extendVisibility(120);
      extended = true;
    },
  });
  await send(queue, { type: 'e' });
  await settles(queue, empty);
  expect(extended).toBe(true);
});

test('an app without event handlers does not start', async () => {
  const queue = await cloud.queue();
  await expect(serve(queue, {})).rejects.toThrow('@EventPattern');
});

test('polling survives a broken SQS, says so once, and tells when it is back', async () => {
  const queue = await cloud.queue();
  const states: string[] = [];
  let done = 0;
  await cloud.fault({ kind: 'error', service: 'sqs', operation: 'ReceiveMessage', count: 3 });
  cleanUps.push(() => cloud.clearFaults());
  const server = await serve(queue, { e: () => void done++ });
  server.status.subscribe((state) => states.push(state));
  await send(queue, { type: 'e' });
  await vi.waitFor(() => expect(done).toBe(1), { timeout: 60_000 });
  expect(lines.filter(({ msg }) => msg === 'cannot receive from SQS, trying on')).toHaveLength(1);
  expect(lines.filter(({ msg }) => msg === 'SQS answers again')).toHaveLength(1);
  expect(states.at(-1)).toBe('polling');
  expect(server.heartbeat()).toMatchObject({ healthy: true, state: 'polling', pollFailures: 0 });
  await server.close();
  expect(server.heartbeat()).toMatchObject({ healthy: false, state: 'closed' });
});
