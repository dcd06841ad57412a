import type { ReturnValue, UpdateItemCommandInput, UpdateItemCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { project } from '../expressions/projection.ts';
import { showCapacity, writeUnits } from '../items/capacity.ts';
import { performAlone } from '../items/perform-alone.ts';
import { refuseLegacy } from '../items/refuse-legacy.ts';
import { prepareUpdate, type UpdateWrite, type Written } from '../items/write.ts';
import type { Tables } from '../tables/tables.ts';
import type { Item } from '../values/attribute-value.ts';
import type { Output } from './query.ts';

function returnedValues(wanted: ReturnValue, write: UpdateWrite, written: Written): Item | undefined {
  const paths = write.paths;
  switch (wanted) {
    case 'NONE':
      return undefined;
    case 'ALL_OLD':
      return written.before;
    case 'ALL_NEW':
      return written.after;
    case 'UPDATED_OLD':
      return written.before && project(written.before, paths);
    case 'UPDATED_NEW':
      return written.after && project(written.after, paths);
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem =
  (tables: Tables): Operation<UpdateItemCommandInput, Output<UpdateItemCommandOutput>> =>
  (input) => {
    refuseLegacy(input);
    const table = tables.active(input.TableName);
    const write = prepareUpdate(table, input);
    const written = performAlone(tables, write);
    const shown = returnedValues(input.ReturnValues ?? 'NONE', write, written);
    return {
      ...(shown !== undefined && Object.keys(shown).length > 0 && { Attributes: shown }),
      ...showCapacity(input.ReturnConsumedCapacity, table, () => writeUnits(written)),
    };
  };
