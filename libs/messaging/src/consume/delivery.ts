import type { SqsMessage } from '@phaseline/aws-data-plane';

/** One message in the hands of a handler. */
export interface Delivery {
  readonly message: SqsMessage;
  readonly receiveCount: number;
  /** Aborted when the handler should stop: out of time, message lost, component stopping. */
  readonly signal: AbortSignal;
  /** Hides the message for `seconds` from now. Rejects when SQS refuses. */
  extendVisibility(seconds: number): Promise<void>;
}

/** A delivery as the consumer sees it. */
export interface OpenDelivery extends Delivery {
  /** The newest one: a message that SQS hands out again while we still work on it brings a new handle. */
  receiptHandle: string;
  readonly startedAt: number;
  /** When SQS shows the message to others, as far as we know, in epoch milliseconds. */
  visibleAt: number;
  /** A visibility change under way: the final one must come after it. */
  extending: Promise<unknown> | undefined;
  /** Whether its fate is decided; what the handler says later no longer counts. */
  settled: boolean;
  /** Aborts {@link Delivery.signal}. */
  stop(reason: Error): void;
}

/** Changes one message's visibility; resolves to whether SQS did. */
export type ChangeVisibility = (receiptHandle: string, seconds: number) => Promise<boolean>;

/** Opens a delivery of a message received just now, hidden for `visibilityMs`. */
export function openDelivery(
  message: SqsMessage,
  visibilityMs: number,
  changeVisibility: ChangeVisibility,
): OpenDelivery {
  // Made on first use: most handlers never look at the signal, and 10,000 controllers a second are not free.
  let controller: AbortController | undefined;
  let stopped: Error | undefined;
  const now = Date.now();
  return {
    message,
    receiptHandle: message.ReceiptHandle,
    receiveCount: Number(message.Attributes?.['ApproximateReceiveCount'] ?? 1),
    startedAt: now,
    visibleAt: now + visibilityMs,
    extending: undefined,
    settled: false,
    get signal() {
      if (controller === undefined) {
        controller = new AbortController();
        if (stopped !== undefined) controller.abort(stopped);
      }
      return controller.signal;
    },
    stop(reason) {
      stopped ??= reason;
      controller?.abort(reason);
    },
    async extendVisibility(seconds) {
      if (!Number.isInteger(seconds) || seconds < 0 || seconds > 43_200)
        throw new RangeError(`extendVisibility(${seconds}): give whole seconds from 0 to 43200`);
      if (this.settled) throw new Error(`Message ${message.MessageId} is no longer ours to extend`);
      this.visibleAt = Date.now() + seconds * 1000;
      this.extending = changeVisibility(this.receiptHandle, seconds);
      if (!(await this.extending)) throw new Error(`SQS refused to extend message ${message.MessageId}`);
    },
  };
}
