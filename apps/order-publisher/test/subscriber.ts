import { orderPlacedSchema, validate } from '@phaseline/contracts';
import { parseEvent } from '@phaseline/messaging';
import type { TestCloud, TestQueue } from '@phaseline/messaging/testing';
import type { PublishedEvent } from './suite/target.ts';

/** Takes what has arrived in `queue`; gives all that ever did. */
export function subscriber(cloud: TestCloud, queue: TestQueue): () => Promise<readonly PublishedEvent[]> {
  const events: PublishedEvent[] = [];
  const receive = async (): Promise<number> => {
    const { Messages = [] } = await cloud.plane.sqs.receiveMessage({
      QueueUrl: queue.url,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['All'],
    });
    for (const message of Messages) {
      const { data, traceparent } = parseEvent(message);
      const parsed = validate(orderPlacedSchema, data);
      if (!parsed.ok)
        throw new Error(`A published event breaks its schema: ${JSON.stringify(parsed.errors)}`);
      events.push({ event: parsed.value, traceparent });
    }
    if (Messages.length > 0) {
      await cloud.plane.sqs.deleteMessageBatch({
        QueueUrl: queue.url,
        Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      });
    }
    return Messages.length;
  };
  return async () => {
    while ((await receive()) > 0);
    return events;
  };
}
