import type { CreateQueueRequest, CreateQueueResult } from '@aws-sdk/client-sqs';
import { AwsError, type Operation } from '../../../service.ts';
import { assertRedriveTarget } from '../attributes/redrive-target.ts';
import { defaultAttributes, type StoredAttributes } from '../attributes/definitions.ts';
import { normalizeAttributes } from '../attributes/validate-attributes.ts';
import { invalidParameterValue, missingParameter } from '../errors.ts';
import type { Queue } from '../queue/queue.ts';
import type { Queues } from '../queue/queues.ts';
import { queueUrl } from '../queue-url.ts';
import { assertTags } from '../tags.ts';

const NAME = /^[\w-]{1,80}$/;
const FIFO_NAME = /^[\w-]{1,75}\.fifo$/;

function validateName(name: string | undefined, fifo: boolean): string {
  if (name === undefined || name === '') throw missingParameter('QueueName');
  if (fifo && !FIFO_NAME.test(name)) {
    throw invalidParameterValue(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (!fifo && !NAME.test(name)) {
    throw invalidParameterValue(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
  return name;
}

function assertSame(queue: Queue, wanted: StoredAttributes): void {
  for (const [name, value] of Object.entries(wanted)) {
    if ((queue.attributes[name as keyof StoredAttributes] ?? '') !== value) {
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${name}`,
      );
    }
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue =
  (queues: Queues): Operation<CreateQueueRequest, CreateQueueResult> =>
  (input, context) => {
    const fifo = input.Attributes?.FifoQueue === 'true';
    const name = validateName(input.QueueName, fifo);
    const attributes = normalizeAttributes(input.Attributes ?? {}, fifo);
    const known = queues.get(name);
    if (known === undefined) {
      assertTags(input.tags ?? {});
      assertRedriveTarget(queues, queues.arn(name), attributes, fifo);
      const seed = { ...defaultAttributes(fifo), ...attributes };
      queues.create({ name, attributes: seed, tags: input.tags ?? {} });
    } else assertSame(known, attributes);
    return { QueueUrl: queueUrl(context, name) };
  };
