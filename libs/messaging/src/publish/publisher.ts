import type { SnsPublishClient } from '@phaseline/aws-data-plane';
import { EVENT_ID, EVENT_TYPE, TRACEPARENT } from '../events/attributes.ts';
import { createSendQueue } from './send-queue.ts';
import { entryOf } from './entry.ts';

/** An event to publish. */
export interface OutgoingEvent {
  readonly id: string;
  /** E.g. `order.placed`. */
  readonly type: string;
  /** The message body, as JSON. */
  readonly data: unknown;
}

/** What travels beside an event. */
export interface PublishOptions {
  readonly traceparent?: string | undefined;
  /** More message attributes. */
  readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** Publishes events to one topic. */
export interface SnsPublisher {
  /**
   * Resolves once SNS has acknowledged this very event. Rejects with {@link EventTooLarge} before anything is sent, with
   * {@link PublishRejected} when SNS refused this event, with AwsServiceError when the call failed. At least once: after a
   * rejection the event may still have been published.
   */
  publish(event: OutgoingEvent, options?: PublishOptions): Promise<{ readonly messageId: string }>;
  /** Sends what is gathered, waits for every acknowledgement, refuses new events. */
  close(): Promise<void>;
}

/** Settings of {@link createSnsPublisher}. */
export interface SnsPublisherOptions {
  readonly topicArn: string;
  readonly sns: SnsPublishClient;
  /** Longest time an event waits for company while other calls are under way, in milliseconds. Default 10. */
  readonly lingerMs?: number | undefined;
  /** Most events without an acknowledgement; more are refused at once. Default 10,000. */
  readonly mostPending?: number | undefined;
}

/**
 * A publisher that batches by load: an event goes out at once while nothing is under way; events that come meanwhile are gathered up to ten
 * or 250 KB a call. `type`, `id` and `traceparent` become message attributes.
 */
export function createSnsPublisher(options: SnsPublisherOptions): SnsPublisher {
  const { topicArn, sns, lingerMs = 10, mostPending = 10_000 } = options;
  const queue = createSendQueue({ topicArn, sns, lingerMs, mostPending });
  return {
    publish: async (event, { traceparent, attributes } = {}) => {
      const named: Record<string, string> = { ...attributes, [EVENT_TYPE]: event.type, [EVENT_ID]: event.id };
      if (traceparent !== undefined) named[TRACEPARENT] = traceparent;
      return queue.add(entryOf(event, named));
    },
    close: () => queue.close(),
  };
}
