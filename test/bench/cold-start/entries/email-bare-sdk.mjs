import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { SendEmailCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { confirm } from './bare-batch.mjs';

const dynamodb = new DynamoDBClient({});
const ses = new SESv2Client({});

export const handler = confirm(
  (input) => dynamodb.send(new UpdateItemCommand(input)),
  (input) => ses.send(new SendEmailCommand(input)),
);
