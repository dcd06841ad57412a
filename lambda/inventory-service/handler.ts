import 'reflect-metadata';
import { inventoryModule, readConfig } from '@phaseline/inventory-service';
import { createBatchHandler } from '@phaseline/messaging/lambda';

const { tableName: table, ...config } = readConfig(process.env);

/** Reserves the stock of a batch of placed orders. */
export const handler = await createBatchHandler({
  component: 'inventory-service',
  ...config,
  module: ({ aws, logger }) => inventoryModule({ dynamodb: aws.dynamodb, table, logger }),
});
