import { AwsServiceError, type DataPlane } from '@phaseline/aws-data-plane';
import { createSnsPublisher } from '@phaseline/messaging';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { OrderPublisherParts } from './order-publisher.module.ts';
import { createOrderStore } from './orders/order-store.ts';

/** The module's parts on real AWS: topic and table of `config`, reached through `aws`. `settings` as of {@link createOrderStore}. */
export function createParts(
  config: Pick<Config, 'topicArn' | 'tableName'>,
  aws: Pick<DataPlane, 'dynamodb' | 'sns'>,
  logger: Logger,
  settings: { readonly spaceMs?: number } = {},
): OrderPublisherParts {
  const { topicArn, tableName } = config;
  const publisher = createSnsPublisher({ topicArn, sns: aws.sns });
  return {
    store: createOrderStore(aws.dynamodb, tableName, settings),
    publish: async (event, traceparent) => {
      await publisher.publish({ id: event.eventId, type: event.type, data: event }, { traceparent });
    },
    checks: {
      table: () =>
        aws.dynamodb.getItem(
          { TableName: tableName, Key: { pk: { S: 'READINESS' }, sk: { S: 'READINESS' } } },
          { attempts: 1 },
        ),
      topic: () => askTopic(aws.sns, topicArn),
    },
    logger,
  };
}

/**
 * Whether SNS can be reached and takes our signature, asked with the one permission this component has: an empty batch
 * publishes nothing, and SNS refuses it as empty. Rejects on every other answer, and on none.
 */
async function askTopic(sns: DataPlane['sns'], topicArn: string): Promise<void> {
  try {
    await sns.publishBatch({ TopicArn: topicArn, PublishBatchRequestEntries: [] }, { attempts: 1 });
  } catch (error) {
    if (error instanceof AwsServiceError && error.statusCode === 400) return;
    throw error;
  }
}
