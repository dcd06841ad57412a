import { AwsServiceError, type SnsPublishClient } from '@phaseline/aws-data-plane';
import type { PublishEntry } from './entry.ts';
import { PublisherUnavailable, PublishRejected } from './errors.ts';

/** The acknowledgement of one event. */
export interface Published {
  readonly messageId: string;
}

/** Gathers entries into PublishBatch calls. */
export interface SendQueue {
  add(entry: PublishEntry): Promise<Published>;
  close(): Promise<void>;
}

interface Waiting {
  readonly entry: PublishEntry;
  tries: number;
  resolve(published: Published): void;
  reject(error: unknown): void;
}

const MOST_ENTRIES = 10;
/** Below SNS's 262,144 for a whole batch: the limit counts names and types of attributes, too. */
const MOST_BATCH_BYTES = 250_000;
/** Full batches need not wait for each other; beyond this many, gathering is faster than asking. */
const MOST_CALLS = 16;
/** An entry that SNS failed by its own fault is sent this often. */
const TRIES = 3;

/** A queue in front of one topic. */
export function createSendQueue(settings: {
  readonly topicArn: string;
  readonly sns: SnsPublishClient;
  readonly lingerMs: number;
  readonly mostPending: number;
}): SendQueue {
  let gathered: Waiting[] = [];
  let bytes = 0;
  let calls = 0;
  let pending = 0;
  let timer: NodeJS.Timeout | undefined;
  let starts: NodeJS.Immediate | undefined;
  let closed = false;
  let onEmpty: (() => void) | undefined;

  function enqueue(waiting: Waiting): void {
    gathered.push(waiting);
    bytes += waiting.entry.bytes;
    if (calls > 0 || closed) pump(false);
    // Orders that one call has saved are published in one turn of the event loop.
    else starts ??= setImmediate(start);
  }

  function start(): void {
    starts = undefined;
    pump(false);
  }

  function pump(lingered: boolean): void {
    while (gathered.length > 0 && calls < MOST_CALLS) {
      const full = gathered.length >= MOST_ENTRIES || bytes >= MOST_BATCH_BYTES;
      if (!full && calls > 0 && !lingered && !closed) break;
      send(nextBatch());
    }
    clearTimeout(timer);
    timer = undefined;
    if (gathered.length > 0) timer = setTimeout(pump, settings.lingerMs, true);
  }

  function nextBatch(): Waiting[] {
    let size = 0;
    let count = 0;
    for (const { entry } of gathered) {
      if (count === MOST_ENTRIES || (count > 0 && size + entry.bytes > MOST_BATCH_BYTES)) break;
      size += entry.bytes;
      count++;
    }
    bytes -= size;
    return gathered.splice(0, count);
  }

  function send(batch: readonly Waiting[]): void {
    calls++;
    void publish(batch).finally(() => {
      calls--;
      pump(false);
      if (pending === 0) onEmpty?.();
    });
  }

  async function publish(batch: readonly Waiting[]): Promise<void> {
    try {
      const { Successful, Failed } = await settings.sns.publishBatch({
        TopicArn: settings.topicArn,
        PublishBatchRequestEntries: batch.map(({ entry }, index) => ({
          Id: String(index),
          Message: entry.message,
          MessageAttributes: entry.attributes,
        })),
      });
      const open = new Map(batch.map((waiting, index) => [String(index), waiting]));
      for (const { Id, MessageId } of Successful) {
        settle(open.get(Id), (waiting) => waiting.resolve({ messageId: MessageId }));
        open.delete(Id);
      }
      for (const { Id, Code, Message, SenderFault } of Failed) {
        const waiting = open.get(Id);
        open.delete(Id);
        if (waiting !== undefined && !SenderFault && ++waiting.tries < TRIES) enqueue(waiting);
        else settle(waiting, (one) => one.reject(new PublishRejected(Code, Message, !SenderFault)));
      }
      for (const waiting of open.values())
        settle(waiting, (one) =>
          one.reject(new PublishRejected('NoResult', 'the answer does not mention it', true)),
        );
    } catch (error) {
      // One bad entry can fail a whole batch (e.g. InvalidParameter): the others must not share its fate.
      const refused = error instanceof AwsServiceError && error.statusCode === 400 && !error.retryable;
      if (refused && batch.length > 1) for (const waiting of batch) send([waiting]);
      else for (const waiting of batch) settle(waiting, (one) => one.reject(error));
    }
  }

  function settle(waiting: Waiting | undefined, how: (waiting: Waiting) => void): void {
    if (waiting === undefined) return;
    pending--;
    how(waiting);
  }

  return {
    add(entry) {
      if (closed) return Promise.reject(new PublisherUnavailable('The publisher is closed'));
      if (pending >= settings.mostPending)
        return Promise.reject(
          new PublisherUnavailable(`${pending} events wait for SNS already; try again later`),
        );
      pending++;
      return new Promise((resolve, reject) => enqueue({ entry, tries: 0, resolve, reject }));
    },
    async close() {
      closed = true;
      pump(true);
      if (pending > 0) await new Promise<void>((resolve) => (onEmpty = resolve));
    },
  };
}
