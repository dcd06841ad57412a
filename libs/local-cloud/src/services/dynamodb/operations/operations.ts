import type { Tables } from '../tables/tables.ts';
import { batchGetItem } from './batch-get-item.ts';
import { batchWriteItem } from './batch-write-item.ts';
import { describeContinuousBackups, updateContinuousBackups } from './continuous-backups.ts';
import { createTable } from './create-table.ts';
import { deleteItem } from './delete-item.ts';
import { getItem } from './get-item.ts';
import { putItem } from './put-item.ts';
import { query } from './query.ts';
import { scan } from './scan.ts';
import { deleteTable, describe, listTables } from './tables.ts';
import { listTagsOfResource, tagResource, untagResource } from './tags.ts';
import { describeTimeToLive, updateTimeToLive } from './time-to-live.ts';
import { transactGetItems } from './transact-get-items.ts';
import { transactWriteItems } from './transact-write-items.ts';
import { updateItem } from './update-item.ts';
import { updateTable } from './update-table.ts';

/** The operations of DynamoDB that this cloud has, by API name. */
export const createOperations = (tables: Tables) => ({
  BatchGetItem: batchGetItem(tables),
  BatchWriteItem: batchWriteItem(tables),
  CreateTable: createTable(tables),
  DeleteItem: deleteItem(tables),
  DeleteTable: deleteTable(tables),
  DescribeContinuousBackups: describeContinuousBackups(tables),
  DescribeTable: describe(tables),
  DescribeTimeToLive: describeTimeToLive(tables),
  GetItem: getItem(tables),
  ListTables: listTables(tables),
  ListTagsOfResource: listTagsOfResource(tables),
  PutItem: putItem(tables),
  Query: query(tables),
  Scan: scan(tables),
  TagResource: tagResource(tables),
  TransactGetItems: transactGetItems(tables),
  TransactWriteItems: transactWriteItems(tables),
  UntagResource: untagResource(tables),
  UpdateContinuousBackups: updateContinuousBackups(tables),
  UpdateItem: updateItem(tables),
  UpdateTable: updateTable(tables),
  UpdateTimeToLive: updateTimeToLive(tables),
});
