import type {
  GetQueueAttributesRequest,
  GetQueueAttributesResult,
  SetQueueAttributesRequest,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../service.ts';
import { assertRedriveTarget } from '../attributes/redrive-target.ts';
import { showAttributes } from '../attributes/show-attributes.ts';
import { normalizeAttributes } from '../attributes/validate-attributes.ts';
import { invalidValue, missingParameter } from '../errors.ts';
import type { Queues } from '../queue/queues.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes =
  (queues: Queues): Operation<GetQueueAttributesRequest, GetQueueAttributesResult> =>
  (input) => {
    const attributes = showAttributes(queues.fromUrl(input.QueueUrl), input.AttributeNames ?? []);
    return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
  };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes =
  (queues: Queues): Operation<SetQueueAttributesRequest, object> =>
  (input) => {
    const queue = queues.fromUrl(input.QueueUrl);
    if (input.Attributes === undefined) throw missingParameter('Attribute.Name');
    const attributes = normalizeAttributes(input.Attributes, queue.fifo);
    if (attributes.FifoQueue !== undefined && !queue.fifo) {
      throw invalidValue('FifoQueue', attributes.FifoQueue, 'Modifying queue type is not supported.');
    }
    assertRedriveTarget(queues, queue.arn, attributes, queue.fifo);
    Object.assign(queue.attributes, attributes);
    queue.lastModifiedAt = queues.clock.now();
    if (attributes.MessageRetentionPeriod !== undefined) queue.store.retentionChanged();
    return {};
  };
