// An order taken by hand: a row, an event, an answer. No Nest, no schema library.
import { randomUUID } from 'node:crypto';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { acceptOrder } from './bare-order.mjs';

const dynamodb = new DynamoDBClient({});
const sns = new SNSClient({});

export const handler = acceptOrder(
  randomUUID,
  (input) => dynamodb.send(new PutItemCommand(input)),
  (input) => sns.send(new PublishCommand(input)),
);
