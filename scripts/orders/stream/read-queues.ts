import type { DataPlane } from '@phaseline/aws-data-plane';
import { WORKERS, type Worker } from '@phaseline/contracts';
import { environmentNames } from '@phaseline/model';

/** What lies in one worker's queue: waiting, being worked on, and given up. */
export interface QueueDepths {
  readonly waiting: number;
  readonly inHand: number;
  readonly dead: number;
}

const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'];

/** The depths of all workers' queues. */
export async function readQueues(
  sqs: Pick<DataPlane['sqs'], 'getQueueAttributes'>,
  queueUrl: (queue: string) => string,
  environment: string,
): Promise<Record<Worker, QueueDepths>> {
  const env = environmentNames(environment);
  const read = async (queue: string) => {
    const { Attributes = {} } = await sqs.getQueueAttributes({
      QueueUrl: queueUrl(queue),
      AttributeNames: names,
    });
    return names.map((name) => Number(Attributes[name] ?? 0));
  };
  const entries = WORKERS.map(async (worker) => {
    const [[waiting = 0, inHand = 0], [dead = 0]] = await Promise.all([
      read(env.queue(worker)),
      read(env.deadLetterQueue(worker)),
    ] as const);
    return [worker, { waiting, inHand, dead }] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<Worker, QueueDepths>;
}
