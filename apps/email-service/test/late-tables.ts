import type { Later } from '@phaseline/aws-data-plane';
import { constantFrom, integer, oneof, record, type Arbitrary } from 'fast-check';
import { leaseTable, type LeaseCalls, type LeaseTable } from '../src/send-lease.ts';
import type { VirtualTime } from './virtual-time.ts';

const seconds = (most: number) => integer({ min: 0, max: most * 1000 });

/** After which of its steps a process dies: what it had begun is done all the same, and nobody hears of it. */
export type Death = 'claiming' | 'claimed' | 'sending' | 'sent' | 'recording';

const lives = {
  order: integer({ min: 0, max: 1 }),
  process: integer({ min: 0, max: 1 }),
  comesAfter: oneof(seconds(300), constantFrom(0, 0, 61_000)),
  claimTakes: seconds(200),
  claimAnswerTakes: oneof(seconds(200), seconds(9)),
  sendTakes: seconds(200),
  renewTakes: seconds(14),
  doneTakes: seconds(8),
  doneFails: integer({ min: 0, max: 2 }),
  ses: constantFrom('takes', 'takes', 'loses', 'loses', 'throttles', 'refuses', 'hangs'),
  eventTakes: seconds(25),
  asksFail: integer({ min: 0, max: 2 }),
  dies: constantFrom<Death | undefined>(undefined),
};

/**
 * One delivery of an order's event on a machine that may stand still: of which order, to which of two processes, when it comes, how late calls
 * are made and answered, and what SES says. SES gets to a mail minutes late, as it was seen to, also when nobody waits for the answer any more;
 * it loses answers of what it has taken, and tells of that within 25 seconds. Renewals and records are made within half a minute, whoever shares
 * their call; the first two tries of a record, and of asking for SES's events, may fail. Or the process dies, between any two steps, and SES is
 * no later than ten seconds: nobody renews its lease.
 */
export const delivery = oneof(
  record(lives),
  record({
    ...lives,
    claimAnswerTakes: seconds(9),
    sendTakes: seconds(10),
    dies: constantFrom<Death | undefined>('claiming', 'claimed', 'sending', 'sent', 'recording'),
  }),
);

/** What {@link delivery} makes. */
export type Delivery = typeof delivery extends Arbitrary<infer T> ? T : never;

type Update = Parameters<LeaseTable['update']>[0];
const valueOf = (update: Update, name: string) => update.ExpressionAttributeValues?.[name]?.S ?? '';

/** Does `work` after `before` milliseconds of virtual time, and settles `answered` milliseconds after that. */
export async function late<T>(
  time: VirtualTime,
  before: number,
  work: () => Promise<T>,
  answered: number,
): Promise<T> {
  const result = await time.after(before, work).catch((error: unknown) => ({ error }));
  return await time.after(answered, async () => {
    if (typeof result === 'object' && result !== null && 'error' in result) throw result.error;
    return await Promise.resolve(result as T);
  });
}

/** Lease tables of two processes over `dynamodb`, whose calls are as late as the deliveries in them say. */
export interface LateTables {
  readonly processes: readonly LeaseTable[];
  /** How many writes each transaction held. */
  readonly calls: readonly number[];
  /** What a write is of shows in it: a claim names its event, which each delivery has its own of here, a record its mail. */
  know(one: Delivery, eventId: string, messageId: string): void;
}

/** {@link LateTables} for `deliveries`, in virtual time. */
export function lateTables(
  dynamodb: LeaseCalls,
  time: VirtualTime,
  deliveries: readonly Delivery[],
): LateTables {
  const later: Later = (ms, work) => {
    let wanted = true;
    void time.after(ms, async () => {
      if (wanted) work();
      await Promise.resolve();
    });
    return () => void (wanted = false);
  };
  const byName = new Map<string, Delivery>();
  const fails = new Map(deliveries.map((one) => [one, one.doneFails]));
  const isRecord = (update: Update) => update.UpdateExpression.includes('#outcome = ');
  const isClaim = (update: Update) => update.UpdateExpression.includes('leaseOwner = ');
  const deliveryOf = (update: Update): Delivery => {
    const one = [':event', ':message', ':owner'].flatMap(
      (name) => byName.get(valueOf(update, name)) ?? [],
    )[0];
    if (one === undefined) throw new Error('a write of nobody');
    if (isClaim(update)) byName.set(valueOf(update, ':owner'), one);
    return one;
  };
  /** One call to DynamoDB: as late as the latest of what is in it, and as a record, where one is in it. */
  const write = async <T>(updates: readonly Update[], work: () => Promise<T>): Promise<T> => {
    const owners = updates.map(deliveryOf);
    const records = owners.filter((_, index) => isRecord(updates[index] as Update));
    for (const one of records) {
      const left = fails.get(one) ?? 0;
      fails.set(one, left - 1);
      if (left > 0) throw new Error('not recorded');
    }
    const most = (of: readonly Delivery[], name: 'claimTakes' | 'claimAnswerTakes' | 'doneTakes') =>
      Math.max(...of.map((one) => one[name]));
    if (records.length > 0) return await late(time, most(records, 'doneTakes'), work, 0);
    if (updates.every(isClaim))
      return await late(time, most(owners, 'claimTakes'), work, most(owners, 'claimAnswerTakes'));
    return await late(time, Math.max(...owners.map(({ renewTakes }) => renewTakes)), work, 0);
  };
  const calls: number[] = [];
  const processes = [0, 1].map(() =>
    leaseTable(
      {
        getItem: async (input) => await late(time, 0, async () => await dynamodb.getItem(input), 0),
        updateItem: async (input) =>
          await write([input as Update], async () => await dynamodb.updateItem(input)),
        transactWriteItems: async (input) => {
          calls.push(input.TransactItems.length);
          const updates = input.TransactItems.map(({ Update: update }) => update as Update);
          return await write(updates, async () => await dynamodb.transactWriteItems(input));
        },
      },
      { gatherMs: 20, later },
    ),
  );
  return {
    processes,
    calls,
    know: (one, eventId, messageId) => void byName.set(eventId, one).set(messageId, one),
  };
}
