import type {
  BatchWriteItemCommandInput,
  BatchWriteItemCommandOutput,
  WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { showCapacities, writeUnits } from '../items/capacity.ts';
import { performAlone } from '../items/perform-alone.ts';
import { assertDistinct } from '../items/assert-distinct.ts';
import { prepareDelete, preparePut, type Write } from '../items/write.ts';
import type { Table, Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';

const MAX_WRITES = 25;

function prepare(table: Table, request: WriteRequest): Write {
  const { PutRequest: put, DeleteRequest: remove } = request;
  if ((put === undefined) === (remove === undefined)) {
    throw validation(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of PutRequest and DeleteRequest',
    );
  }
  return put === undefined
    ? prepareDelete(table, { Key: remove!.Key })
    : preparePut(table, { Item: put.Item });
}

/** Each write by itself, all or nothing is TransactWriteItems. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const batchWriteItem =
  (tables: Tables): Operation<BatchWriteItemCommandInput, Output<BatchWriteItemCommandOutput>> =>
  (input) => {
    const requests = Object.entries(input.RequestItems ?? {});
    const count = requests.reduce((sum, [, writes]) => sum + writes.length, 0);
    if (count === 0) {
      throw validation('The batch write request list for a table cannot be null or empty: RequestItems');
    }
    if (count > MAX_WRITES) throw validation('Too many items requested for the BatchWriteItem call');
    const writes = requests.flatMap(([name, list]) => {
      const table = tables.active(name);
      return list.map((request) => prepare(table, request));
    });
    assertDistinct(writes, 'Provided list of item keys contains duplicates');
    const units = new Map<Table, number>();
    for (const write of writes) {
      const written = performAlone(tables, write);
      units.set(write.table, (units.get(write.table) ?? 0) + writeUnits(written));
    }
    return { UnprocessedItems: {}, ...showCapacities(input.ReturnConsumedCapacity, units) };
  };
