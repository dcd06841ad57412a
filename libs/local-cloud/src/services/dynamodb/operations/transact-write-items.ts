import type {
  TransactWriteItem,
  TransactWriteItemsCommandInput,
  TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { assertDistinct } from '../items/assert-distinct.ts';
import { showCapacities, wantsCapacity, writeUnits } from '../items/capacity.ts';
import { createIdempotency } from '../items/idempotency.ts';
import { performTogether } from '../items/transaction.ts';
import { prepareCheck, prepareDelete, preparePut, prepareUpdate, type Write } from '../items/write.ts';
import type { Table, Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';

const MAX_ACTIONS = 100;

function prepare(tables: Tables, action: TransactWriteItem): Write {
  const { Put: put, Update: update, Delete: remove, ConditionCheck: check } = action;
  const given = [put, update, remove, check].filter((part) => part !== undefined);
  if (given.length !== 1) {
    throw validation('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const table = tables.active(given[0]!.TableName);
  if (put !== undefined) return preparePut(table, put);
  if (update !== undefined) {
    if (update.UpdateExpression === undefined) throw validation('The expression can not be empty;');
    return prepareUpdate(table, update);
  }
  if (remove !== undefined) return prepareDelete(table, remove);
  if (check!.ConditionExpression === undefined) throw validation('The expression can not be empty;');
  return prepareCheck(table, check!);
}

function run(tables: Tables, input: TransactWriteItemsCommandInput): Output<TransactWriteItemsCommandOutput> {
  const actions = input.TransactItems ?? [];
  if (actions.length < 1 || actions.length > MAX_ACTIONS) {
    throw validation(
      `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length from 1 to ${MAX_ACTIONS}, found ${actions.length}`,
    );
  }
  const writes = actions.map((action) => prepare(tables, action));
  assertDistinct(writes, 'Transaction request cannot include multiple operations on one item');
  const written = performTogether(tables.database, writes);
  if (!wantsCapacity(input.ReturnConsumedCapacity)) return {};
  const units = new Map<Table, number>();
  for (const [index, { table }] of writes.entries()) {
    units.set(table, (units.get(table) ?? 0) + writeUnits(written[index]!, true));
  }
  return showCapacities(input.ReturnConsumedCapacity, units);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems = (
  tables: Tables,
): Operation<TransactWriteItemsCommandInput, Output<TransactWriteItemsCommandOutput>> => {
  const idempotency = createIdempotency(tables.clock);
  return (input) =>
    idempotency.once(input.ClientRequestToken, { items: input.TransactItems }, () => run(tables, input));
};
