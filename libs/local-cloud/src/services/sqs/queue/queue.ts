import type { Clock } from '../../../clock.ts';
import { parsePolicy, type PolicyDocument } from '../../../policy/index.ts';
import type { StoredAttributes } from '../attributes/definitions.ts';
import { parseRedrivePolicy, type RedrivePolicy } from '../attributes/redrive-policy.ts';
import type { NewMessage, StoredMessage } from '../message/message.ts';
import { createDeduplication, type Deduplication } from './deduplication.ts';
import { createFifoReady } from './fifo-ready.ts';
import { createLongPoll, type LongPoll } from './long-poll.ts';
import { MessageStore } from './message-store.ts';
import { createStandardReady } from './standard-ready.ts';

/** AWS's limit of messages in flight, for standard and FIFO queues alike. */
export const IN_FLIGHT_LIMIT = 120_000;

export interface Queue {
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  lastModifiedAt: number;
  lastPurgedAt: number | undefined;
  readonly attributes: StoredAttributes;
  readonly tags: Map<string, string>;
  readonly store: MessageStore;
  readonly poll: LongPoll;
  readonly deduplication: Deduplication;
  /** An attribute that is a number; all of those have a value from creation on. */
  number(name: keyof StoredAttributes): number;
  redrivePolicy(): RedrivePolicy | undefined;
  /** Who else may use the queue. */
  policy(): PolicyDocument | undefined;
  /** Puts a message into the queue and hands it to whoever is waiting. */
  send(message: NewMessage, delayMs: number): void;
}

export interface QueueSeed {
  readonly name: string;
  readonly arn: string;
  readonly attributes: StoredAttributes;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

/** Reads a JSON attribute again only when it has changed; unset and empty both mean none. */
function parsedOnce<T>(read: () => string | undefined, parse: (json: string) => T): () => T | undefined {
  let last: { json: string; value: T } | undefined;
  return () => {
    const json = read();
    if (json === undefined || json === '') return undefined;
    if (last?.json !== json) last = { json, value: parse(json) };
    return last.value;
  };
}

/**
 * A queue with no messages.
 * @param findByArn finds the dead-letter queue at the moment a message must go there.
 */
export function createQueue(
  seed: QueueSeed,
  clock: Clock,
  findByArn: (arn: string) => Queue | undefined,
): Queue {
  const attributes: StoredAttributes = { ...seed.attributes };
  const fifo = attributes.FifoQueue === 'true';
  const number = (name: keyof StoredAttributes): number => Number(attributes[name]);

  const redrivePolicy = parsedOnce(() => attributes.RedrivePolicy, parseRedrivePolicy);
  const policy = parsedOnce(
    () => attributes.Policy,
    (json) => parsePolicy(json, 'resource'),
  );

  function deadLetter(message: StoredMessage): boolean {
    const redrive = redrivePolicy();
    if (redrive === undefined || message.receiveCount < redrive.maxReceiveCount) return false;
    const target = findByArn(redrive.deadLetterTargetArn);
    if (target === undefined) return false;
    store.remove(message);
    target.send({ ...message, deadLetterSourceArn: seed.arn }, 0);
    return true;
  }

  const store = new MessageStore(clock, fifo ? createFifoReady() : createStandardReady(), {
    retentionMs: () => number('MessageRetentionPeriod') * 1000,
    deadLetter,
  });
  let waking = false;
  /** After the call at hand: a batch is handed out as one, not its first message alone. */
  function wakeSoon(): void {
    if (waking) return;
    waking = true;
    queueMicrotask(() => {
      waking = false;
      poll.wake();
    });
  }

  const poll = createLongPoll(clock, store, () => store.inFlight < IN_FLIGHT_LIMIT);
  return {
    name: seed.name,
    arn: seed.arn,
    fifo,
    createdAt: seed.createdAt,
    lastModifiedAt: seed.createdAt,
    lastPurgedAt: undefined,
    attributes,
    tags: new Map(Object.entries(seed.tags)),
    store,
    poll,
    deduplication: createDeduplication(),
    number,
    redrivePolicy,
    policy,
    send(message, delayMs) {
      store.add(message, delayMs);
      wakeSoon();
    },
  };
}
