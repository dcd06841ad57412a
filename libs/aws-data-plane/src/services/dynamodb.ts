import { randomUUID } from 'node:crypto';
import type { Caller, CallOptions } from '../caller.ts';
import type { Endpoint } from '../endpoint.ts';
import { createJsonCall } from '../protocols/json.ts';
import type * as T from './dynamodb-types.ts';

/**
 * DynamoDB. Reads, unconditional puts and deletes, and transactions (by their token) are repeated when a connection breaks;
 * updates and conditional writes are not, because they may have been applied: the error says `outcomeUnknown`.
 */
export interface DynamoDbClient {
  getItem(input: T.GetItemInput, options?: CallOptions): Promise<{ readonly Item?: T.Item }>;
  putItem(input: T.PutItemInput, options?: CallOptions): Promise<{ readonly Attributes?: T.Item }>;
  updateItem(input: T.UpdateItemInput, options?: CallOptions): Promise<{ readonly Attributes?: T.Item }>;
  deleteItem(input: T.DeleteItemInput, options?: CallOptions): Promise<{ readonly Attributes?: T.Item }>;
  query(input: T.QueryInput, options?: CallOptions): Promise<T.QueryOutput>;
  batchGetItem(input: T.BatchGetItemInput, options?: CallOptions): Promise<T.BatchGetItemOutput>;
  /** A cancelled transaction rejects with code `TransactionCanceledException` and `members.CancellationReasons`. */
  transactWriteItems(input: T.TransactWriteItemsInput, options?: CallOptions): Promise<Record<string, never>>;
  describeTable(
    input: { readonly TableName: string },
    options?: CallOptions,
  ): Promise<{ readonly Table: T.TableDescription }>;
}

/** DynamoDB over `call`. */
export function createDynamoDb(call: Caller, endpoint: Endpoint): DynamoDbClient {
  const json = createJsonCall(call, endpoint, 'DynamoDB_20120810');
  const once = (input: T.PutItemInput | T.DeleteItemInput): boolean =>
    input.ConditionExpression === undefined && (input.ReturnValues ?? 'NONE') === 'NONE';
  return {
    getItem: async (input, options) => json({ name: 'GetItem', idempotent: true }, input, options),
    putItem: async (input, options) => json({ name: 'PutItem', idempotent: once(input) }, input, options),
    updateItem: async (input, options) => json({ name: 'UpdateItem', idempotent: false }, input, options),
    deleteItem: async (input, options) =>
      json({ name: 'DeleteItem', idempotent: once(input) }, input, options),
    query: async (input, options) => json({ name: 'Query', idempotent: true }, input, options),
    batchGetItem: async (input, options) => json({ name: 'BatchGetItem', idempotent: true }, input, options),
    transactWriteItems: async (input, options) =>
      json(
        { name: 'TransactWriteItems', idempotent: true },
        { ...input, ClientRequestToken: input.ClientRequestToken ?? randomUUID() },
        options,
      ),
    describeTable: async (input, options) =>
      json({ name: 'DescribeTable', idempotent: true }, input, options),
  };
}
