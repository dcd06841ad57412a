import type { SendMessageRequest, SendMessageResult } from '@aws-sdk/client-sqs';
import type { CloudEnvironment } from '../../environment.ts';
import { AwsError, type Service } from '../../service.ts';
import { queueDoesNotExist } from './errors.ts';
import { acceptMessage } from './message/accept-message.ts';
import type { MoveTask } from './move-tasks.ts';
import { createOperations } from './operations/operations.ts';
import { allowsServiceToSend } from './queue-policy.ts';
import { createQueues, type SqsOptions } from './queue/queues.ts';
import { restoreSnapshot, takeSnapshot } from './snapshot.ts';

/** Another AWS service sending on behalf of one of its resources, e.g. SNS for a topic. */
export interface ServiceSender {
  /** e.g. `sns.amazonaws.com` */
  readonly service: string;
  /** What the queue policy's condition on aws:SourceArn is held against. */
  readonly sourceArn: string;
}

export interface SqsService extends Service {
  readonly operations: ReturnType<typeof createOperations>;
  /**
   * Sends as another AWS service, which only the queue's own policy can allow.
   * @throws {AwsError} QueueDoesNotExist, AccessDenied when the policy does not allow it, or as SendMessage does.
   */
  sendAs(
    sender: ServiceSender,
    queueArn: string,
    message: Omit<SendMessageRequest, 'QueueUrl'>,
  ): SendMessageResult;
  /** Messages by state of the queue with this ARN, e.g. for CloudWatch; undefined when there is none. */
  backlog(queueArn: string): { visible: number; inFlight: number; delayed: number } | undefined;
}

/** Simple Queue Service: standard and FIFO queues with real visibility, long polls and redrive. */
export function createSqsService(environment: CloudEnvironment, options: SqsOptions = {}): SqsService {
  const queues = createQueues(environment, options);
  const tasks: MoveTask[] = [];
  return {
    signingName: 'sqs',
    operations: createOperations(queues, tasks),
    sendAs(sender, queueArn, message) {
      const queue = queues.findByArn(queueArn);
      if (queue === undefined) throw queueDoesNotExist();
      if (!allowsServiceToSend(queue, sender, environment)) {
        throw new AwsError(
          'AccessDenied',
          `${sender.service} may not send to ${queueArn} for ${sender.sourceArn}: the queue's Policy has to allow it.`,
          { statusCode: 403 },
        );
      }
      const context = environment.contextFor(sender.service);
      return acceptMessage(queue, { ...message }, context, queues.clock.now());
    },
    backlog: (queueArn) => queues.findByArn(queueArn)?.store.counts(),
    async stop() {
      for (const queue of queues.all()) queue.poll.close();
    },
    snapshot: () => takeSnapshot(queues),
    restore: (snapshot) => restoreSnapshot(queues, snapshot),
  };
}
