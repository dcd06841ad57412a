import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { reserve } from './bare-batch.mjs';

const dynamodb = new DynamoDBClient({});

export const handler = reserve((input) => dynamodb.send(new TransactWriteItemsCommand(input)));
