import type {
  ListQueueTagsRequest,
  ListQueueTagsResult,
  TagQueueRequest,
  UntagQueueRequest,
} from '@aws-sdk/client-sqs';
import type { Operation } from '../../../service.ts';
import { missingParameter } from '../errors.ts';
import type { Queues } from '../queue/queues.ts';
import { assertTags } from '../tags.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export const tagQueue =
  (queues: Queues): Operation<TagQueueRequest, object> =>
  (input) => {
    const queue = queues.fromUrl(input.QueueUrl);
    if (input.Tags === undefined) throw missingParameter('Tags');
    assertTags({ ...Object.fromEntries(queue.tags), ...input.Tags });
    for (const [key, value] of Object.entries(input.Tags)) queue.tags.set(key, value);
    return {};
  };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export const untagQueue =
  (queues: Queues): Operation<UntagQueueRequest, object> =>
  (input) => {
    const queue = queues.fromUrl(input.QueueUrl);
    if (input.TagKeys === undefined) throw missingParameter('TagKeys');
    for (const key of input.TagKeys) queue.tags.delete(key);
    return {};
  };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const listQueueTags =
  (queues: Queues): Operation<ListQueueTagsRequest, ListQueueTagsResult> =>
  (input) => {
    const { tags } = queues.fromUrl(input.QueueUrl);
    return tags.size === 0 ? {} : { Tags: Object.fromEntries(tags) };
  };
