import type {
  DeleteTableCommandInput,
  DeleteTableCommandOutput,
  DescribeTableCommandInput,
  DescribeTableCommandOutput,
  ListTablesCommandInput,
  ListTablesCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { resourceInUse, resourceNotFound, validation } from '../errors.ts';
import { describeTable, statusOf } from '../tables/describe-table.ts';
import { tableName, type Table, type Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';

/** How long a deleted table is still DELETING (ms). */
const DELETING_MS = 200;

/** A table in any state. @throws ResourceNotFoundException naming it. */
export function findTable(tables: Tables, name: string | undefined): Table {
  const table = tables.find(name);
  if (table === undefined) throw resourceNotFound(tableName(name));
  return table;
}

/** A table that may be changed. @throws ResourceInUseException while it is being created or deleted. */
export function changeableTable(tables: Tables, name: string | undefined): Table {
  const table = findTable(tables, name);
  const status = statusOf(table.record, tables.clock.now());
  if (status !== 'ACTIVE') {
    const doing = status === 'CREATING' ? 'created' : 'deleted';
    throw resourceInUse(
      `Attempt to change a resource which is still in use: Table is being ${doing}: ${table.record.name}`,
    );
  }
  return table;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html */
export const describe =
  (tables: Tables): Operation<DescribeTableCommandInput, Output<DescribeTableCommandOutput>> =>
  (input) => ({ Table: describeTable(findTable(tables, input.TableName), tables.clock.now()) });

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html */
export const deleteTable =
  (tables: Tables): Operation<DeleteTableCommandInput, Output<DeleteTableCommandOutput>> =>
  (input) => {
    const table = changeableTable(tables, input.TableName);
    if (table.record.deletionProtection) {
      throw validation(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    }
    table.record.goneAt = tables.clock.now() + DELETING_MS;
    tables.save(table);
    return { TableDescription: describeTable(table, tables.clock.now()) };
  };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html */
export const listTables =
  (tables: Tables): Operation<ListTablesCommandInput, Output<ListTablesCommandOutput>> =>
  (input) => {
    const limit = input.Limit ?? 100;
    if (limit < 1 || limit > 100) throw validation(`Limit must be from 1 to 100, found ${limit}.`);
    const start = input.ExclusiveStartTableName;
    const names = tables.all().map((table) => table.record.name);
    const rest = start === undefined ? names : names.filter((name) => name > start);
    const page = rest.slice(0, limit);
    return { TableNames: page, ...(rest.length > limit && { LastEvaluatedTableName: page.at(-1)! }) };
  };
