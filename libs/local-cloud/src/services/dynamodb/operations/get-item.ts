import type { GetItemCommandInput, GetItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { project } from '../expressions/projection.ts';
import { readUnitsOfItem, showCapacity } from '../items/capacity.ts';
import { requestedKey } from '../items/key.ts';
import { projectionOf } from '../items/read-item.ts';
import { refuseLegacy } from '../items/refuse-legacy.ts';
import type { Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';

/** Reads are always consistent here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem =
  (tables: Tables): Operation<GetItemCommandInput, Output<GetItemCommandOutput>> =>
  (input) => {
    refuseLegacy(input);
    const projection = projectionOf(input);
    const table = tables.active(input.TableName);
    const item = table.store.get(requestedKey(table.record, input.Key).stored)?.item;
    const units = (): number => readUnitsOfItem(item, input.ConsistentRead === true ? 'strong' : 'eventual');
    return {
      ...(item !== undefined && { Item: project(item, projection) }),
      ...showCapacity(input.ReturnConsumedCapacity, table, units),
    };
  };
