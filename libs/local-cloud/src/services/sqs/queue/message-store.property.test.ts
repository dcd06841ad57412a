import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rootContext, sqsFixture } from '../testing/fixture.ts';

type Step =
  | { readonly kind: 'send'; readonly delay: number }
  | { readonly kind: 'receive'; readonly max: number; readonly visibility: number }
  | { readonly kind: 'delete' | 'return'; readonly pick: number }
  | { readonly kind: 'extend'; readonly pick: number; readonly by: number }
  | { readonly kind: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('send' as const), delay: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    kind: fc.constant('receive' as const),
    max: fc.integer({ min: 1, max: 10 }),
    visibility: fc.integer({ min: 0, max: 4 }),
  }),
  fc.record({ kind: fc.constantFrom('delete' as const, 'return' as const), pick: fc.nat(50) }),
  fc.record({ kind: fc.constant('extend' as const), pick: fc.nat(50), by: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 3000 }) }),
);

interface Flight {
  readonly body: string;
  readonly handle: string;
  until: number;
}

async function play(steps: readonly Step[], attributes: Record<string, string>): Promise<void> {
  const { operations, clock, queue } = sqsFixture();
  const fifo = attributes.FifoQueue === 'true';
  const QueueUrl = await queue(fifo ? 'q.fifo' : 'q', attributes);
  const context = rootContext();
  const alive = new Set<string>();
  const flights: Flight[] = [];
  let sent = 0;
  const current = (): Flight[] => flights.filter((flight) => flight.until > clock.now());
  const receive = async (MaxNumberOfMessages: number, VisibilityTimeout: number): Promise<void> => {
    const hidden = new Set(current().map((flight) => flight.body));
    const { Messages = [] } = await operations.ReceiveMessage(
      { QueueUrl, MaxNumberOfMessages, VisibilityTimeout },
      context,
    );
    const bodies = Messages.map((message) => message.Body!);
    expect(new Set(bodies).size).toBe(bodies.length);
    for (const { Body: body, ReceiptHandle: handle } of Messages) {
      expect(alive.has(body!), `${body} was received after it was deleted`).toBe(true);
      expect(hidden.has(body!), `${body} was received again within its visibility timeout`).toBe(false);
      flights.push({ body: body!, handle: handle!, until: clock.now() + VisibilityTimeout * 1000 });
    }
    // Of a FIFO group, whatever stands before a message is in the same answer.
    const skipped = bodies.filter((body) => {
      const before = [...alive].filter((other) => other.split('/')[0] === body.split('/')[0] && other < body);
      return fifo && before.some((other) => !bodies.includes(other));
    });
    expect(skipped).toEqual([]);
  };
  for (const move of steps) {
    if (move.kind === 'send') {
      sent += 1;
      const group = `g${sent % 3}`;
      const body = `${group}/${String(sent).padStart(4, '0')}`;
      const ordering = fifo
        ? { MessageGroupId: group, MessageDeduplicationId: body }
        : { DelaySeconds: move.delay };
      await operations.SendMessage({ QueueUrl, MessageBody: body, ...ordering }, context);
      alive.add(body);
    } else if (move.kind === 'receive') await receive(move.max, move.visibility);
    else if (move.kind === 'wait') clock.advance(move.ms);
    else {
      const flight = current()[move.pick % Math.max(1, current().length)];
      if (flight === undefined) continue;
      const ReceiptHandle = flight.handle;
      if (move.kind === 'delete') {
        await operations.DeleteMessage({ QueueUrl, ReceiptHandle }, context);
        alive.delete(flight.body);
        flight.until = 0;
      } else {
        const VisibilityTimeout = move.kind === 'extend' ? move.by : 0;
        await operations.ChangeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout }, context);
        flight.until = clock.now() + VisibilityTimeout * 1000;
      }
    }
    const counts = (await operations.GetQueueAttributes({ QueueUrl, AttributeNames: ['All'] }, context))
      .Attributes!;
    const total =
      Number(counts.ApproximateNumberOfMessages) +
      Number(counts.ApproximateNumberOfMessagesNotVisible) +
      Number(counts.ApproximateNumberOfMessagesDelayed);
    expect(total).toBe(alive.size);
    expect(Number(counts.ApproximateNumberOfMessagesNotVisible)).toBe(current().length);
  }
  // In the end everything that was not deleted comes out.
  clock.advance(10_000);
  const left = new Set<string>();
  for (let round = 0; round < alive.size + 1; round += 1) {
    const { Messages = [] } = await operations.ReceiveMessage(
      { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 1000 },
      context,
    );
    for (const { Body, ReceiptHandle } of Messages) {
      left.add(Body!);
      await operations.DeleteMessage({ QueueUrl, ReceiptHandle }, context);
    }
  }
  expect(left).toEqual(alive);
}

describe('no message is lost or visible twice within its visibility timeout', () => {
  it.each([[{}], [{ FifoQueue: 'true' }]])('whatever happens in whatever order %j', async (attributes) => {
    const check = fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), (steps) => play(steps, attributes)),
      { numRuns: 150 },
    );
    await expect(check).resolves.toBeUndefined();
  });
});
