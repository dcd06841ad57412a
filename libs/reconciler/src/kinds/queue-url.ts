import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { orAbsent } from '../aws/errors.ts';
import type { KindScope } from '../engine/kind.ts';

/** The codes by which SQS says that there is no such queue: its own and the one of its older protocol. */
export const noSuchQueue = ['QueueDoesNotExist', 'NonExistentQueue'] as const;

/** The URL of the queue of this name; undefined when there is none. */
export async function findQueueUrl(
  name: string,
  { clients: { sqs }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<string | undefined> {
  const found = await orAbsent(
    sqs.send(new GetQueueUrlCommand({ QueueName: name }), options),
    ...noSuchQueue,
  );
  return found?.QueueUrl;
}

/** @throws Error naming the queue when there is none. */
export async function mustFindQueueUrl(
  name: string,
  scope: Pick<KindScope, 'clients' | 'options'>,
): Promise<string> {
  const url = await findQueueUrl(name, scope);
  if (url === undefined) {
    throw new Error(
      `queue ${name} is not there: provision the environment first (apply-phase, stage provision)`,
    );
  }
  return url;
}
