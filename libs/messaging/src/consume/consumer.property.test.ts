import type { SqsClient } from '@phaseline/aws-data-plane';
import * as fc from 'fast-check';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { PermanentFailure } from '../failures/failures.ts';
import { SqsServer, type SqsServerOptions } from '../nest/sqs-server.ts';
import { startTestCloud, type TestCloud, type TestQueue } from '../testing/cloud.ts';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** What a handler does with a message, try by try; the last repeats. */
type Try = { readonly does: 'succeed' | 'fail' | 'fail for good'; readonly ms: number };

const tries = fc.array(
  fc.record({
    does: fc.constantFrom<Try['does']>('succeed', 'fail', 'fail for good'),
    ms: fc.constantFrom(0, 0, 0, 0, 5, 5, 5, 40, 40, 40, 1100),
  }),
  { maxLength: 2 },
);
const ending = fc.record({
  does: fc.constantFrom<Try['does']>('succeed', 'succeed', 'fail for good'),
  ms: fc.constant(0),
});
const plan = fc.tuple(tries, ending).map(([first, last]) => {
  // What failed for good is never tried again, unless a crash lost its settlement; then it must fail for good again.
  const end = first.findIndex(({ does }) => does === 'fail for good');
  return end === -1 ? [...first, last] : first.slice(0, end + 1);
});
const faults = fc.array(
  fc.record({
    kind: fc.constantFrom('throttle', 'error', 'reset'),
    service: fc.constant('sqs'),
    operation: fc.constantFrom(
      'DeleteMessageBatch',
      'ChangeMessageVisibilityBatch',
      'ReceiveMessage',
      'SendMessage',
    ),
    when: fc.constantFrom('before', 'after'),
    count: fc.integer({ min: 1, max: 2 }),
    seed: fc.nat(),
  }),
  { maxLength: 3 },
);

test(
  'whatever handlers do, whatever crashes: nothing failed is acknowledged, nothing is lost',
  { timeout: 180_000 },
  async () => {
    const seed = Date.now() % 2 ** 31;
    console.log(`consumer: seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 2, max: 15 }),
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 2 }),
        faults,
        async (plans, concurrency, crashes, broken) => {
          const queue = await cloud.queue();
          const ledger = keepLedger(plans);
          for (const fault of broken) await cloud.fault(fault);
          await send(queue, plans.length);
          const survivor = serve(queue, ledger.handler(), { concurrency });
          const doomed = crashes.map((afterMs) => {
            const { sqs, die } = mortal(cloud.plane.sqs);
            const server = serve(queue, ledger.handler(), { concurrency, sqs, drainTimeoutMs: 0 });
            return new Promise<void>((resolve) => setTimeout(resolve, afterMs)).then(() => {
              die();
              return server.close();
            });
          });
          await Promise.all(doomed);
          await vi.waitFor(
            async () => expect(await queue.counts()).toMatchObject({ visible: 0, inFlight: 0 }),
            { timeout: 60_000, interval: 30 },
          );
          await survivor.close();
          await cloud.clearFaults();
          expect(ledger.peak).toBeLessThanOrEqual(concurrency);
          const buried = await readAll(queue.deadLetterUrl);
          for (const [index, succeeded] of ledger.succeeded.entries()) {
            const reason = buried.get(index);
            expect(succeeded || reason !== undefined, `message ${index} is lost`).toBe(true);
            expect(reason ?? 'no good', `message ${index}`).toBe('no good');
            expect(
              reason === undefined || ledger.gaveUp[index],
              `message ${index} never failed for good`,
            ).toBe(true);
          }
        },
      ),
      { seed, numRuns: 6, endOnFailure: true },
    );
  },
);

test(
  'closing under load leaves nothing in flight, loses nothing, acknowledges nothing unfinished',
  { timeout: 180_000 },
  async () => {
    const seed = Date.now() % 2 ** 31;
    console.log(`drain: seed ${seed}`);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 150 }),
        fc.constantFrom(0, 30, 20_000),
        fc.integer({ min: 0, max: 60 }),
        async (concurrency, closeAfterMs, drainTimeoutMs, handlerMs) => {
          const queue = await cloud.queue();
          const messages = 120;
          await send(queue, messages);
          const done = new Set<number>();
          let closed = false;
          const work = async (data: unknown): Promise<void> => {
            await new Promise((resolve) => setTimeout(resolve, handlerMs));
            if (!closed) done.add((data as { index: number }).index);
          };
          const server = serve(queue, work, { concurrency, drainTimeoutMs, visibilitySeconds: 60 });
          await new Promise((resolve) => setTimeout(resolve, closeAfterMs));
          await server.close();
          closed = true;
          const { visible, inFlight } = await queue.counts();
          expect(inFlight).toBe(0);
          // What was given back while its handler still ran may be done and visible: it will be done twice, not never.
          expect(visible).toBeGreaterThanOrEqual(messages - done.size);
          expect(drainTimeoutMs < 20_000 || visible === messages - done.size).toBe(true);
        },
      ),
      { seed, numRuns: 8, endOnFailure: true },
    );
  },
);

type Handler = (data: unknown) => Promise<void>;

interface Ledger {
  readonly succeeded: boolean[];
  readonly gaveUp: boolean[];
  /** Most messages that one consumer had in hand at a time. */
  peak: number;
  /** A handler of one consumer. */
  handler(): Handler;
}

function keepLedger(plans: readonly (readonly Try[])[]): Ledger {
  const succeeded = plans.map(() => false);
  const gaveUp = plans.map(() => false);
  const tried = plans.map(() => 0);
  const ledger: Ledger = {
    succeeded,
    gaveUp,
    peak: 0,
    handler() {
      let running = 0;
      return async (data) => {
        const { index } = data as { index: number };
        const steps = plans[index] ?? [];
        const { does, ms } = steps[Math.min(tried[index] ?? 0, steps.length - 1)] as Try;
        tried[index] = (tried[index] ?? 0) + 1;
        running++;
        ledger.peak = Math.max(ledger.peak, running);
        if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
        running--;
        if (does === 'fail') throw new Error('not now');
        if (does === 'fail for good') {
          gaveUp[index] = true;
          throw new PermanentFailure('no good');
        }
        succeeded[index] = true;
      };
    },
  };
  return ledger;
}

function serve(queue: TestQueue, handler: Handler, options: Partial<SqsServerOptions>): SqsServer {
  const server = new SqsServer({
    queueUrl: queue.url,
    sqs: cloud.plane.sqs,
    logger: pino({ level: 'silent' }),
    visibilitySeconds: 1,
    retryBaseSeconds: 0,
    ...options,
  });
  server.addHandler('e', handler, true);
  server.listen((error) => expect(error).toBeUndefined());
  return server;
}

/** A client whose process dies: from then on nothing goes out and no answer comes in. */
function mortal(sqs: SqsClient): { sqs: SqsClient; die: () => void } {
  let dead = false;
  const call =
    <Input, Options, Output>(send: (input: Input, options: Options) => Promise<Output>) =>
    async (input: Input, options: Options): Promise<Output> => {
      if (dead) throw new Error('dead');
      const answer = await send(input, options);
      if (dead) throw new Error('dead');
      return answer;
    };
  const doomed = Object.fromEntries(Object.entries(sqs).map(([name, send]) => [name, call(send as never)]));
  return { sqs: doomed as unknown as SqsClient, die: () => (dead = true) };
}

async function send(queue: TestQueue, count: number): Promise<void> {
  for (let from = 0; from < count; from += 10) {
    const Entries = Array.from({ length: Math.min(10, count - from) }, (_, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({ type: 'e', index: from + index }),
    }));
    // Faults may hit this, too: at least once is enough.
    await cloud.plane.sqs.sendMessageBatch({ QueueUrl: queue.url, Entries });
  }
}

/** The reasons in a dead-letter queue, by the index of the message. */
async function readAll(url: string): Promise<Map<number, string | undefined>> {
  const found = new Map<number, string | undefined>();
  for (;;) {
    const { Messages = [] } = await cloud.plane.sqs.receiveMessage({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 0,
      VisibilityTimeout: 600,
      MessageAttributeNames: ['All'],
    });
    if (Messages.length === 0) return found;
    for (const { Body, MessageAttributes } of Messages)
      found.set(
        (JSON.parse(Body) as { index: number }).index,
        MessageAttributes?.['failureReason']?.StringValue,
      );
  }
}
