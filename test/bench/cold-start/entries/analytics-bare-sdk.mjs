import { DynamoDBClient, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { count } from './bare-batch.mjs';

const dynamodb = new DynamoDBClient({});

export const handler = count((input) => dynamodb.send(new TransactWriteItemsCommand(input)));
