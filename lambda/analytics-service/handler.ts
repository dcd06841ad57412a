import 'reflect-metadata';
import { analyticsModule, readConfig } from '@phaseline/analytics-service';
import { createBatchHandler } from '@phaseline/messaging/lambda';

const { tableName: table, ...config } = readConfig(process.env);

/** Counts a batch of placed orders. */
export const handler = await createBatchHandler({
  component: 'analytics-service',
  ...config,
  module: ({ aws, logger }) => analyticsModule({ dynamodb: aws.dynamodb, table, logger }),
});
