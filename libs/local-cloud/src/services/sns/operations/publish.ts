import { randomUUID } from 'node:crypto';
import type {
  PublishBatchInput,
  PublishBatchResponse,
  PublishInput,
  PublishResponse,
} from '@aws-sdk/client-sns';
import { AwsError, type Operation } from '../../../service.ts';
import { deliver } from '../delivery/deliver.ts';
import { invalidParameter, notBuilt } from '../errors.ts';
import { acceptPublish, publishSize, SIZE_LIMIT, type PublishRequest } from '../publish/validate-message.ts';
import { findTopic, type SnsState, type Topic } from '../state.ts';

function publishOne(state: SnsState, topic: Topic, input: PublishRequest): { MessageId: string } {
  if (input.MessageDeduplicationId !== undefined) {
    throw invalidParameter(
      'MessageDeduplicationId',
      'The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  }
  const message = acceptPublish(input, randomUUID(), state.clock.now());
  deliver(state, topic, message);
  return { MessageId: message.id };
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const publish =
  (state: SnsState): Operation<PublishInput, PublishResponse> =>
  (input) => {
    if (input.PhoneNumber !== undefined) throw notBuilt('Publishing to a phone number');
    const arn = input.TopicArn ?? input.TargetArn;
    if (arn === undefined) throw invalidParameter('TopicArn or TargetArn', 'no value for required parameter');
    return publishOne(state, findTopic(state, arn), input);
  };

function validateBatch(entries: readonly { Id?: string | undefined }[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequestException', "The batch request doesn't contain any entries.");
  }
  if (entries.length > 10) {
    throw new AwsError(
      'TooManyEntriesInBatchRequestException',
      'The batch request contains more entries than permissible (10).',
    );
  }
  for (const { Id: id = '' } of entries) {
    if (!/^[\w-]{1,80}$/.test(id)) {
      throw new AwsError(
        'InvalidBatchEntryIdException',
        "The Id of a batch entry in a batch request doesn't abide by the specification.",
      );
    }
  }
  if (new Set(entries.map((entry) => entry.Id)).size < entries.length) {
    throw new AwsError(
      'BatchEntryIdsNotDistinctException',
      'Two or more batch entries in the request have the same Id.',
    );
  }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const publishBatch =
  (state: SnsState): Operation<PublishBatchInput, PublishBatchResponse> =>
  (input) => {
    const topic = findTopic(state, input.TopicArn);
    const entries = input.PublishBatchRequestEntries ?? [];
    validateBatch(entries);
    const size = entries.reduce((sum, entry) => sum + publishSize(entry), 0);
    if (size > SIZE_LIMIT) {
      throw new AwsError(
        'BatchRequestTooLongException',
        `The length of all the batch messages put together is more than the limit of ${SIZE_LIMIT} bytes: ${size}.`,
      );
    }
    const Successful: NonNullable<PublishBatchResponse['Successful']> = [];
    const Failed: NonNullable<PublishBatchResponse['Failed']> = [];
    for (const { Id, ...entry } of entries) {
      try {
        Successful.push({ Id, ...publishOne(state, topic, entry) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const Code = error.code.replace(/Exception$/, '');
        Failed.push({ Id, Code, Message: error.message, SenderFault: true });
      }
    }
    return { Successful, Failed };
  };
