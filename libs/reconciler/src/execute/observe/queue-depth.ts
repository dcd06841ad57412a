import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { KindScope } from '../../engine/kind.ts';
import { mustFindQueueUrl } from '../../kinds/queue-url.ts';

export interface QueueDepth {
  readonly visible: number;
  /** Received and not yet deleted. */
  readonly held: number;
}

/** @throws Error when the queue is not there */
export async function queueDepth(
  name: string,
  scope: Pick<KindScope, 'clients' | 'options'>,
): Promise<QueueDepth> {
  const { clients, options } = scope;
  const QueueUrl = await mustFindQueueUrl(name, scope);
  const { Attributes = {} } = await clients.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
    options,
  );
  return {
    visible: Number(Attributes['ApproximateNumberOfMessages'] ?? 0),
    held: Number(Attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0),
  };
}
