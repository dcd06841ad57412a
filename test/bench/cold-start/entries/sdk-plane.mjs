// The calls of our data plane on the AWS SDK, as a team without a client of its own would make them.
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { PublishBatchCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const calls = (client, commands) =>
  Object.fromEntries(
    Object.entries(commands).map(([name, Command]) => [name, (input) => client.send(new Command(input))]),
  );

export function createSdkPlane() {
  return {
    dynamodb: calls(new DynamoDBClient({}), {
      deleteItem: DeleteItemCommand,
      getItem: GetItemCommand,
      putItem: PutItemCommand,
      query: QueryCommand,
      transactWriteItems: TransactWriteItemsCommand,
      updateItem: UpdateItemCommand,
    }),
    sns: calls(new SNSClient({}), { publish: PublishCommand, publishBatch: PublishBatchCommand }),
  };
}
