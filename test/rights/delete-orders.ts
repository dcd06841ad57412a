import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteTopicCommand } from '@aws-sdk/client-sns';
import { DeleteQueueCommand, GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import { type AwsPlace, arnsIn, environmentNames } from '@phaseline/model';
import type { Clients } from '@phaseline/reconciler';

/**
 * Tries to delete a queue, the topic and the table of production.
 * @returns what came of each: the error's message, or `deleted`
 */
export async function deleteOrders(root: Clients, clients: Clients, place: AwsPlace): Promise<string[]> {
  const names = environmentNames('production');
  const QueueName = names.queue('email-service');
  const { QueueUrl } = await root.sqs.send(new GetQueueUrlCommand({ QueueName }));
  const TopicArn = arnsIn(place).topic(names.topic);
  const outcomes = await Promise.allSettled<unknown>([
    clients.sqs.send(new DeleteQueueCommand({ QueueUrl })),
    clients.sns.send(new DeleteTopicCommand({ TopicArn })),
    clients.dynamodb.send(new DeleteTableCommand({ TableName: names.table })),
  ]);
  return outcomes.map((each) => (each.status === 'rejected' ? String(each.reason) : 'deleted'));
}
