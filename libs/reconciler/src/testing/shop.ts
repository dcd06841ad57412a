import { setTimeout as sleep } from 'node:timers/promises';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { type Component, environmentNames, workerComponents } from '@phaseline/model';
import type { TestCloud } from './start-cloud.ts';

/** Orders for the workers of one environment, and what came of them. */
export function shopIn(environment: string, { clients }: Pick<TestCloud, 'clients'>) {
  const names = environmentNames(environment);
  const urlOf = async (QueueName: string) =>
    (await clients.sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  const placed: { component: Component; id: string }[] = [];

  const messagesIn = async (queue: string): Promise<number> => {
    const { Attributes = {} } = await clients.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: await urlOf(queue), AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes['ApproximateNumberOfMessages']) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
    );
  };
  const doneBy = async (component: Component): Promise<string> => {
    const logGroupName = names.functionLogGroup(component);
    let text = '';
    let nextToken: string | undefined;
    do {
      const page = await clients.logs.send(
        new FilterLogEventsCommand({ logGroupName, filterPattern: '"done"', nextToken }),
      );
      text += (page.events ?? []).map(({ message = '' }) => message).join('\n');
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return text;
  };

  return {
    /** One for each worker. */
    async placeOrder(): Promise<void> {
      for (const component of workerComponents) {
        const { MessageId: id = '' } = await clients.sqs.send(
          new SendMessageCommand({
            QueueUrl: await urlOf(names.queue(component)),
            MessageBody: JSON.stringify({ type: 'order.placed' }),
          }),
        );
        placed.push({ component, id });
      }
    },
    /** Waits until the functions have taken everything; answers what went wrong. */
    async lostOrders(): Promise<string[]> {
      for (const component of workerComponents) {
        while ((await messagesIn(names.queue(component))) > 0) await sleep(100);
      }
      const logs = Object.fromEntries(
        await Promise.all(workerComponents.map(async (one) => [one, await doneBy(one)] as const)),
      );
      const lost = placed.filter(({ component, id }) => logs[component]?.includes(id) !== true);
      const dead = await Promise.all(
        workerComponents.map(async (one) => await messagesIn(names.deadLetterQueue(one))),
      );
      return [
        ...lost.map(({ component, id }) => `${component} has not done ${id}`),
        ...(dead.some((count) => count > 0) ? [`dead letters: ${dead.join(', ')}`] : []),
      ];
    },
    /** Lets a minute and a half go by for the lease of a run that was killed: it has expired. */
    async letLeaseExpire(): Promise<void> {
      await clients.dynamodb
        .send(
          new UpdateItemCommand({
            TableName: names.table,
            Key: { pk: { S: 'phase-switch' }, sk: { S: 'lease' } },
            UpdateExpression: 'SET expiresAtMs = :past',
            ConditionExpression: 'released = :held',
            ExpressionAttributeValues: {
              ':past': { N: String(Date.now() - 90_000) },
              ':held': { BOOL: false },
            },
          }),
        )
        .catch((error: unknown) => {
          if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
        });
    },
  };
}
