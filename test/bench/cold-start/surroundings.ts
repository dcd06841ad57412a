import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import {
  CreateConfigurationSetCommand,
  CreateEmailIdentityCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createDataPlane } from '@phaseline/aws-data-plane';
import { CATALOGUE } from '@phaseline/contracts';
import { seedStock } from '@phaseline/inventory-service/seed-stock';

/** A local cloud in a process of its own, with what the order system needs in it. */
export interface Cloud {
  readonly endpoint: string;
  readonly region: string;
  /** Variables of a component's own, on a function and in a container. */
  readonly variables: Readonly<Record<string, string>>;
  /** What finds AWS, as a container has it. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const TABLE = 'order-system';
const FROM = 'orders@example.com';

/** Starts the cloud and makes topic, queue, table, stock and sender. */
export async function startCloud(): Promise<Cloud> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'cloud.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const env = JSON.parse(line) as Record<string, string>;
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '' } = env;
  const config = { endpoint, region, credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };
  const { TopicArn: topic = '' } = await new SNSClient(config).send(
    new CreateTopicCommand({ Name: 'order-events' }),
  );
  const { QueueUrl: queue = '' } = await new SQSClient(config).send(
    new CreateQueueCommand({ QueueName: 'queue' }),
  );
  const ses = new SESv2Client(config);
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: FROM }));
  await ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'order-mail' }));
  await createTable(new DynamoDBClient(config));
  const plane = createDataPlane({ environment: env });
  await seedStock(plane.dynamodb, TABLE, CATALOGUE.values());
  await plane.close();
  return {
    endpoint,
    region,
    env,
    variables: {
      ENVIRONMENT: 'bench',
      LOG_LEVEL: 'info',
      TABLE_NAME: TABLE,
      ORDER_EVENTS_TOPIC_ARN: topic,
      QUEUE_URL: queue,
      EMAIL_FROM: FROM,
      CONFIGURATION_SET: 'order-mail',
      MAIL_LOG_GROUP: '/aws/events/order-mail',
    },
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

async function createTable(client: DynamoDBClient): Promise<void> {
  const keys = [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ] as const;
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [...keys],
      AttributeDefinitions: keys.map(({ AttributeName }) => ({ AttributeName, AttributeType: 'S' })),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: TABLE });
}
