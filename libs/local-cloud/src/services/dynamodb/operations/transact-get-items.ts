import type { TransactGetItemsCommandInput, TransactGetItemsCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { project } from '../expressions/projection.ts';
import { readUnitsOfItem, showCapacities } from '../items/capacity.ts';
import { requestedKey } from '../items/key.ts';
import { projectionOf } from '../items/read-item.ts';
import type { Table, Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';

const MAX_GETS = 100;

/** One synchronous pass: nothing is written in between. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems =
  (tables: Tables): Operation<TransactGetItemsCommandInput, Output<TransactGetItemsCommandOutput>> =>
  (input) => {
    const gets = input.TransactItems ?? [];
    if (gets.length < 1 || gets.length > MAX_GETS) {
      throw validation(
        `1 validation error detected: Value at 'transactItems' failed to satisfy constraint: Member must have length from 1 to ${MAX_GETS}, found ${gets.length}`,
      );
    }
    const units = new Map<Table, number>();
    const Responses = gets.map(({ Get: get }) => {
      if (get === undefined) throw validation('TransactItems must contain a Get');
      const projection = projectionOf(get);
      const table = tables.active(get.TableName);
      const item = table.store.get(requestedKey(table.record, get.Key).stored)?.item;
      units.set(table, (units.get(table) ?? 0) + readUnitsOfItem(item, 'transaction'));
      return item === undefined ? {} : { Item: project(item, projection) };
    });
    return { Responses, ...showCapacities(input.ReturnConsumedCapacity, units) };
  };
