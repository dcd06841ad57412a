import type { MoveTask } from '../move-tasks.ts';
import type { Queues } from '../queue/queues.ts';
import { changeMessageVisibility, changeMessageVisibilityBatch } from './change-message-visibility.ts';
import { createQueue } from './create-queue.ts';
import { deleteMessage, deleteMessageBatch } from './delete-message.ts';
import { deleteQueue } from './delete-queue.ts';
import { getQueueUrl } from './get-queue-url.ts';
import { listDeadLetterSourceQueues, listQueues } from './list-queues.ts';
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from './message-move-tasks.ts';
import { addPermission, removePermission } from './permissions.ts';
import { purgeQueue } from './purge-queue.ts';
import { getQueueAttributes, setQueueAttributes } from './queue-attributes.ts';
import { listQueueTags, tagQueue, untagQueue } from './queue-tags.ts';
import { receiveMessage } from './receive-message.ts';
import { sendMessage, sendMessageBatch } from './send-message.ts';

/** Every operation of SQS, by API name. */
export const createOperations = (queues: Queues, tasks: MoveTask[]) => ({
  AddPermission: addPermission(queues),
  CancelMessageMoveTask: cancelMessageMoveTask(queues, tasks),
  ChangeMessageVisibility: changeMessageVisibility(queues),
  ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(queues),
  CreateQueue: createQueue(queues),
  DeleteMessage: deleteMessage(queues),
  DeleteMessageBatch: deleteMessageBatch(queues),
  DeleteQueue: deleteQueue(queues),
  GetQueueAttributes: getQueueAttributes(queues),
  GetQueueUrl: getQueueUrl(queues),
  ListDeadLetterSourceQueues: listDeadLetterSourceQueues(queues),
  ListMessageMoveTasks: listMessageMoveTasks(queues, tasks),
  ListQueues: listQueues(queues),
  ListQueueTags: listQueueTags(queues),
  PurgeQueue: purgeQueue(queues),
  ReceiveMessage: receiveMessage(queues),
  RemovePermission: removePermission(queues),
  SendMessage: sendMessage(queues),
  SendMessageBatch: sendMessageBatch(queues),
  SetQueueAttributes: setQueueAttributes(queues),
  StartMessageMoveTask: startMessageMoveTask(queues, tasks),
  TagQueue: tagQueue(queues),
  UntagQueue: untagQueue(queues),
});
