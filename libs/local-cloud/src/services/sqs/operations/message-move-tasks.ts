import type {
  CancelMessageMoveTaskRequest,
  CancelMessageMoveTaskResult,
  ListMessageMoveTasksRequest,
  ListMessageMoveTasksResult,
  StartMessageMoveTaskRequest,
  StartMessageMoveTaskResult,
} from '@aws-sdk/client-sqs';
import { AwsError, type Operation } from '../../../service.ts';
import { invalidParameterValue, invalidValue } from '../errors.ts';
import { formatTaskHandle, runMoveTask, type MoveTask } from '../move-tasks.ts';
import type { Queue } from '../queue/queue.ts';
import type { Queues } from '../queue/queues.ts';

function notFound(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', `${what} does not exist.`, { statusCode: 404 });
}

function findQueue(queues: Queues, arn: string | undefined, parameter: string): Queue {
  const queue = queues.findByArn(arn ?? '');
  if (queue === undefined) throw notFound(`The resource that you specified for the ${parameter} parameter`);
  return queue;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const startMessageMoveTask =
  (queues: Queues, tasks: MoveTask[]): Operation<StartMessageMoveTaskRequest, StartMessageMoveTaskResult> =>
  (input) => {
    const source = findQueue(queues, input.SourceArn, 'SourceArn');
    if (input.DestinationArn !== undefined) findQueue(queues, input.DestinationArn, 'DestinationArn');
    const pace = input.MaxNumberOfMessagesPerSecond;
    if (pace !== undefined && (pace < 1 || pace > 500)) {
      throw invalidValue('MaxNumberOfMessagesPerSecond', pace, 'Must be between 1 and 500.');
    }
    if (!queues.all().some((queue) => queue.redrivePolicy()?.deadLetterTargetArn === source.arn)) {
      throw invalidParameterValue('Source queue must be configured as a Dead Letter Queue.');
    }
    if (tasks.some((task) => task.sourceArn === source.arn && task.status === 'RUNNING')) {
      throw new AwsError(
        'UnsupportedOperation',
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const task: MoveTask = {
      handle: formatTaskHandle(source.arn),
      sourceArn: source.arn,
      destinationArn: input.DestinationArn,
      perSecond: pace,
      startedAt: queues.clock.now(),
      toMove: source.store.counts().visible,
      moved: 0,
      status: 'RUNNING',
      failureReason: undefined,
    };
    tasks.unshift(task);
    queues.clock.after(0, () => runMoveTask(queues, task));
    return { TaskHandle: task.handle };
  };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const cancelMessageMoveTask =
  (
    _queues: Queues,
    tasks: MoveTask[],
  ): Operation<CancelMessageMoveTaskRequest, CancelMessageMoveTaskResult> =>
  (input) => {
    const task = tasks.find((candidate) => candidate.handle === input.TaskHandle);
    if (task === undefined) throw notFound('Task');
    if (task.status !== 'RUNNING') {
      throw new AwsError('UnsupportedOperation', 'Only active tasks can be cancelled.');
    }
    task.status = 'CANCELLING';
    return { ApproximateNumberOfMessagesMoved: task.moved };
  };

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const listMessageMoveTasks =
  (queues: Queues, tasks: MoveTask[]): Operation<ListMessageMoveTasksRequest, ListMessageMoveTasksResult> =>
  (input) => {
    const source = findQueue(queues, input.SourceArn, 'SourceArn');
    const max = input.MaxResults ?? 1;
    if (max < 1 || max > 10) throw invalidValue('MaxResults', max, 'Must be between 1 and 10.');
    const found = tasks.filter((task) => task.sourceArn === source.arn).slice(0, max);
    return {
      Results: found.map((task) => ({
        TaskHandle: task.status === 'RUNNING' ? task.handle : undefined,
        Status: task.status,
        SourceArn: task.sourceArn,
        DestinationArn: task.destinationArn,
        MaxNumberOfMessagesPerSecond: task.perSecond,
        ApproximateNumberOfMessagesMoved: task.moved,
        ApproximateNumberOfMessagesToMove: task.toMove,
        FailureReason: task.failureReason,
        StartedTimestamp: task.startedAt,
      })),
    };
  };
