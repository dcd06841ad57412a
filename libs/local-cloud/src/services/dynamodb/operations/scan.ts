import type { ScanCommandInput, ScanCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { parseCondition } from '../expressions/parse-condition.ts';
import { createPlaceholders } from '../expressions/placeholders.ts';
import { parseProjection } from '../expressions/projection.ts';
import { findIndex, readPage } from '../items/read-page.ts';
import { refuseLegacy } from '../items/refuse-legacy.ts';
import { keyBytes } from '../storage/key-bytes.ts';
import type { TableRecord } from '../tables/table-record.ts';
import type { Tables } from '../tables/tables.ts';
import type { Item } from '../values/attribute-value.ts';
import type { Output } from './query.ts';

function segmentFilter(input: ScanCommandInput, record: TableRecord): ((item: Item) => boolean) | undefined {
  const { Segment: segment, TotalSegments: total } = input;
  if (segment === undefined && total === undefined) return undefined;
  if (segment === undefined || total === undefined) {
    const missing = segment === undefined ? 'Segment' : 'TotalSegments';
    throw validation(`The ${missing} parameter is required but was not present in the request`);
  }
  if (total < 1 || total > 1_000_000 || segment < 0 || segment >= total) {
    throw validation(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  // FNV-1a: all items of one hash key are in one segment.
  return (item) => {
    let hash = 0x811c9dc5;
    for (const byte of keyBytes(item[record.schema.hash.name]!)) {
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    }
    return hash % total === segment;
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan =
  (tables: Tables): Operation<ScanCommandInput, Output<ScanCommandOutput>> =>
  (input) => {
    refuseLegacy(input);
    const { FilterExpression: filterText, ProjectionExpression: parts } = input;
    const placeholders = createPlaceholders(input, filterText !== undefined || parts !== undefined);
    const filter =
      filterText === undefined ? undefined : parseCondition(filterText, 'FilterExpression', placeholders);
    const projection = parts === undefined ? undefined : parseProjection(parts, placeholders);
    placeholders.assertAllUsed();
    const table = tables.active(input.TableName);
    const index = findIndex(table.record, input.IndexName, input.ConsistentRead === true);
    const belongs = segmentFilter(input, table.record);
    return readPage({
      input,
      table,
      index,
      where: [],
      forward: true,
      filter,
      projection,
      ...(belongs !== undefined && { belongs }),
    });
  };
