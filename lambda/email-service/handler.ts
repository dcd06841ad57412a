import 'reflect-metadata';
import { emailModule, readConfig } from '@phaseline/email-service';
import { createBatchHandler } from '@phaseline/messaging/lambda';

const { tableName: table, emailFrom, configurationSet, mailLogGroup, ...config } = readConfig(process.env);

/** Confirms a batch of placed orders by mail. */
export const handler = await createBatchHandler({
  component: 'email-service',
  ...config,
  module: ({ aws, logger }) =>
    emailModule({
      dynamodb: aws.dynamodb,
      ses: aws.ses,
      logs: aws.logs,
      table,
      emailFrom,
      configurationSet,
      mailLogGroup,
      logger,
    }),
});
