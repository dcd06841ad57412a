import type {
  BatchGetItemCommandInput,
  BatchGetItemCommandOutput,
  KeysAndAttributes,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { project } from '../expressions/projection.ts';
import { readUnits, showCapacities } from '../items/capacity.ts';
import { requestedKey } from '../items/key.ts';
import { projectionOf } from '../items/read-item.ts';
import { refuseLegacy } from '../items/refuse-legacy.ts';
import type { Table, Tables } from '../tables/tables.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { identityOf } from '../values/attribute-value.ts';
import type { Output } from './query.ts';

const MAX_KEYS = 100;
const MAX_BYTES = 16 * 1024 * 1024;

interface Reader {
  readonly table: Table;
  readonly request: KeysAndAttributes;
  readonly keys: ReturnType<typeof requestedKey>[];
  readonly projection: ReturnType<typeof projectionOf>;
}

function prepare(tables: Tables, name: string, request: KeysAndAttributes): Reader {
  refuseLegacy(request);
  const projection = projectionOf(request);
  const table = tables.active(name);
  const keys = (request.Keys ?? []).map((key) => requestedKey(table.record, key));
  const distinct = new Set(keys.map((key) => identityOf({ M: { ...key.attributes } })));
  if (distinct.size < keys.length) throw validation('Provided list of item keys contains duplicates');
  return { table, request, keys, projection };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem =
  (tables: Tables): Operation<BatchGetItemCommandInput, Output<BatchGetItemCommandOutput>> =>
  (input) => {
    const requests = Object.entries(input.RequestItems ?? {});
    const count = requests.reduce((sum, [, { Keys }]) => sum + (Keys?.length ?? 0), 0);
    if (count === 0) throw validation('The requestItems parameter is required for BatchGetItem.');
    if (count > MAX_KEYS) throw validation('Too many items requested for the BatchGetItem call');
    const readers = requests.map(([name, request]) => ({ name, ...prepare(tables, name, request) }));
    const Responses: Record<string, Record<string, AttributeValue>[]> = {};
    const UnprocessedKeys: Record<string, KeysAndAttributes> = {};
    const units = new Map<Table, number>();
    let bytes = 0;
    for (const { name, table, request, keys, projection } of readers) {
      const found: Record<string, AttributeValue>[] = (Responses[name] = []);
      for (const [position, key] of keys.entries()) {
        const { item, size } = table.store.get(key.stored) ?? { item: undefined, size: 0 };
        bytes += size;
        if (bytes > MAX_BYTES) {
          // 16 MB are an answer's limit; the caller comes back for the rest.
          UnprocessedKeys[name] = { ...request, Keys: request.Keys!.slice(position) };
          break;
        }
        if (item !== undefined) found.push(project(item, projection));
        const read = readUnits(size, request.ConsistentRead === true ? 'strong' : 'eventual');
        units.set(table, (units.get(table) ?? 0) + read);
      }
    }
    return { Responses, UnprocessedKeys, ...showCapacities(input.ReturnConsumedCapacity, units) };
  };
