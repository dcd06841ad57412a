import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ListQueueTagsCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
} from '@aws-sdk/client-sqs';
import type { QueueResource } from '@phaseline/model';
import { isAwsError, orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import { type Kind, type KindScope, touches } from '../engine/kind.ts';
import { findQueueUrl, noSuchQueue } from './queue-url.ts';

/** SQS refuses the name of a deleted queue for a minute. */
const deletedNameSeconds = 70;

/** An SQS queue, encrypted with SQS's own key. */
export const queue: Kind<QueueResource> = {
  async read({ name }, scope) {
    const { clients, options } = scope;
    const url = await findQueueUrl(name, scope);
    if (url === undefined) return undefined;
    const [attributes, tags] = await Promise.all([
      orAbsent(
        clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }), options),
        ...noSuchQueue,
      ),
      orAbsent(clients.sqs.send(new ListQueueTagsCommand({ QueueUrl: url }), options), ...noSuchQueue),
    ]);
    if (!attributes?.Attributes || !tags) return undefined;
    const found = attributes.Attributes;
    return {
      state: {
        visibilityTimeoutSeconds: Number(found.VisibilityTimeout),
        retentionSeconds: Number(found.MessageRetentionPeriod),
        receiveWaitSeconds: Number(found.ReceiveMessageWaitTimeSeconds),
        encrypted: found.SqsManagedSseEnabled === 'true' || found.KmsMasterKeyId !== undefined,
        redrive: readRedrive(found.RedrivePolicy),
      },
      tags: tags.Tags ?? {},
      outputs: { url, ...(found.QueueArn === undefined ? {} : { arn: found.QueueArn }) },
    };
  },

  want: ({ visibilityTimeoutSeconds, retentionSeconds, receiveWaitSeconds, redrive }) => ({
    visibilityTimeoutSeconds,
    retentionSeconds,
    receiveWaitSeconds,
    encrypted: true,
    redrive,
  }),

  async apply(resource, { observed, changes }, scope) {
    const { clients, options } = scope;
    const tags = { ...resource.tags };
    if (!observed) return { url: await create(resource, scope), arn: resource.arn };
    const { url } = observed.outputs;
    if (touches(changes, 'tags')) {
      await clients.sqs.send(new TagQueueCommand({ QueueUrl: url, Tags: tags }), options);
    }
    if (changes.some(({ field }) => !field.startsWith('tags.'))) {
      const set = new SetQueueAttributesCommand({
        QueueUrl: url,
        Attributes: attributesOf(resource, touches(changes, 'encrypted')),
      });
      await clients.sqs.send(set, options);
    }
    return observed.outputs;
  },

  async remove(_resource, { outputs }, { clients: { sqs }, options }) {
    await orAbsent(sqs.send(new DeleteQueueCommand({ QueueUrl: outputs.url }), options), ...noSuchQueue);
  },
};

function readRedrive(text: string | undefined): QueueResource['redrive'] {
  if (!text) return undefined;
  const parsed = JSON.parse(text) as { deadLetterTargetArn: string; maxReceiveCount: number | string };
  return { deadLetterArn: parsed.deadLetterTargetArn, maxReceiveCount: Number(parsed.maxReceiveCount) };
}

function attributesOf(resource: QueueResource, encrypt: boolean): Record<string, string> {
  const { redrive } = resource;
  return {
    VisibilityTimeout: String(resource.visibilityTimeoutSeconds),
    MessageRetentionPeriod: String(resource.retentionSeconds),
    ReceiveMessageWaitTimeSeconds: String(resource.receiveWaitSeconds),
    // An own KMS key is encryption too: only said where there is none.
    ...(encrypt ? { SqsManagedSseEnabled: 'true' } : {}),
    ...(redrive && {
      RedrivePolicy: JSON.stringify({
        deadLetterTargetArn: redrive.deadLetterArn,
        maxReceiveCount: redrive.maxReceiveCount,
      }),
    }),
  };
}

async function create(
  resource: QueueResource,
  { clients, options, signal, note }: KindScope,
): Promise<string> {
  const command = new CreateQueueCommand({
    QueueName: resource.name,
    Attributes: attributesOf(resource, true),
    tags: { ...resource.tags },
  });
  const what = `the name ${resource.name} to be free after its queue was deleted`;
  return await poll({ what, timeoutSeconds: deletedNameSeconds, signal, first: 2000 }, async () => {
    try {
      const { QueueUrl } = await clients.sqs.send(command, options);
      if (!QueueUrl) throw new Error(`SQS CreateQueue ${resource.name} gave no URL`);
      return QueueUrl;
    } catch (error) {
      if (!isAwsError(error, 'QueueDeletedRecently')) throw error;
      note(resource, 'its name was deleted less than a minute ago: SQS gives it free again soon');
      return undefined;
    }
  });
}
