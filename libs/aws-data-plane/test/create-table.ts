import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import type { LocalCloud } from '@phaseline/local-cloud';

/** Makes a table with `pk` and `sk`, as the order system has it. Returns its name. */
export async function createTable(cloud: LocalCloud): Promise<string> {
  const TableName = `table-${randomUUID()}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const dynamodb = new DynamoDBClient({ endpoint: cloud.url, region: cloud.region, credentials });
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
    }),
  );
  await waitUntilTableExists(
    { client: dynamodb, minDelay: 0.1, maxDelay: 0.5, maxWaitTime: 60 },
    { TableName },
  );
  dynamodb.destroy();
  return TableName;
}
