import type { Clock } from '../../../clock.ts';
import { systemClock } from '../../../clock.ts';
import type { CloudEnvironment } from '../../../environment.ts';
import { AwsError } from '../../../service.ts';
import { queueDoesNotExist } from '../errors.ts';
import { createQueue, type Queue, type QueueSeed } from './queue.ts';

const NAME_FREE_AFTER_MS = 60_000;

export interface SqsOptions {
  readonly clock?: Clock;
  /** How long the name of a deleted queue stays taken (ms); 60,000 as on AWS. */
  readonly nameFreeAfterMs?: number;
}

/** The queues of one account and region. */
export interface Queues {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  get(name: string): Queue | undefined;
  findByArn(arn: string): Queue | undefined;
  /** @throws QueueDoesNotExist, or InvalidAddress when it is no queue URL at all. */
  fromUrl(url: string | undefined): Queue;
  /** All queues by name. */
  all(): Queue[];
  /** @throws QueueDeletedRecently while the name of a deleted queue is not free again. */
  create(seed: Omit<QueueSeed, 'arn' | 'createdAt'> & { createdAt?: number }): Queue;
  delete(queue: Queue): void;
  /** `arn:aws:sqs:<region>:<account>:<name>`. */
  arn(name: string): string;
}

/** No queues yet. */
export function createQueues(environment: CloudEnvironment, options: SqsOptions = {}): Queues {
  const clock = options.clock ?? systemClock;
  const nameFreeAfterMs = options.nameFreeAfterMs ?? NAME_FREE_AFTER_MS;
  const { account, region } = environment;
  const queues = new Map<string, Queue>();
  const deletedAt = new Map<string, number>();
  const prefix = `arn:aws:sqs:${region}:${account}:`;
  const findByArn = (arn: string): Queue | undefined =>
    arn.startsWith(prefix) ? queues.get(arn.slice(prefix.length)) : undefined;

  function assertNameFree(name: string): void {
    const gone = deletedAt.get(name);
    if (gone === undefined) return;
    if (clock.now() < gone + nameFreeAfterMs) {
      throw new AwsError(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
      );
    }
    deletedAt.delete(name);
  }

  return {
    clock,
    account,
    region,
    get: (name) => queues.get(name),
    findByArn,
    fromUrl(url) {
      const match = /^(?:https?:\/\/[^/]+)?\/?(\d{12})\/([^/]+)\/?$/.exec(url ?? '');
      if (match === null) {
        throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`, {
          statusCode: 404,
        });
      }
      const queue = match[1] === account ? queues.get(match[2]!) : undefined;
      if (queue === undefined) throw queueDoesNotExist();
      return queue;
    },
    all: () => [...queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    create(seed) {
      assertNameFree(seed.name);
      const arn = prefix + seed.name;
      const queue = createQueue({ createdAt: clock.now(), ...seed, arn }, clock, findByArn);
      queues.set(seed.name, queue);
      return queue;
    },
    delete(queue) {
      queues.delete(queue.name);
      deletedAt.set(queue.name, clock.now());
      queue.poll.close();
    },
    arn: (name) => prefix + name,
  };
}
