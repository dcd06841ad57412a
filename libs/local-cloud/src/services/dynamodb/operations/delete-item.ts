import type { DeleteItemCommandInput, DeleteItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { showCapacity, writeUnits } from '../items/capacity.ts';
import { performAlone } from '../items/perform-alone.ts';
import { refuseLegacy } from '../items/refuse-legacy.ts';
import { prepareDelete } from '../items/write.ts';
import type { Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem =
  (tables: Tables): Operation<DeleteItemCommandInput, Output<DeleteItemCommandOutput>> =>
  (input) => {
    refuseLegacy(input);
    const returned = input.ReturnValues ?? 'NONE';
    if (returned !== 'NONE' && returned !== 'ALL_OLD')
      throw validation('ReturnValues can only be ALL_OLD or NONE');
    const table = tables.active(input.TableName);
    const written = performAlone(tables, prepareDelete(table, input));
    const old = returned === 'ALL_OLD' ? written.before : undefined;
    return {
      ...(old !== undefined && { Attributes: old }),
      ...showCapacity(input.ReturnConsumedCapacity, table, () => writeUnits(written)),
    };
  };
