import type { StoredMessage } from '../message/message.ts';

/** The visible messages of a queue, in the order in which they are handed out. */
export interface ReadyMessages {
  push(message: StoredMessage): void;
  /**
   * Up to `max` messages to hand out. `accept` sees each candidate last: a message it refuses has left the queue
   * (expired, moved to the dead-letter queue) and is skipped.
   */
  take(max: number, accept: (message: StoredMessage) => boolean): StoredMessage[];
  /** Told of a message that is in flight already, e.g. one kept on disk. */
  hold(message: StoredMessage): void;
  /** Told when a message is no longer in flight: deleted, moved, or about to be pushed back. */
  release(message: StoredMessage): void;
}
