import type { QueryCommandInput, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import type { Condition } from '../expressions/ast.ts';
import { parseCondition } from '../expressions/parse-condition.ts';
import { createPlaceholders } from '../expressions/placeholders.ts';
import { parseProjection } from '../expressions/projection.ts';
import { namesOf } from '../expressions/names-of.ts';
import { keyConditions } from '../items/key-condition.ts';
import { findIndex, readPage } from '../items/read-page.ts';
import { refuseLegacy } from '../items/refuse-legacy.ts';
import type { KeySchema } from '../tables/table-record.ts';
import type { Tables } from '../tables/tables.ts';

export type Output<T> = Omit<T, '$metadata'>;

function assertNoKeys(filter: Condition, { hash, range }: KeySchema): void {
  const key = namesOf(filter).find((name) => name === hash.name || name === range?.name);
  if (key !== undefined) {
    throw validation(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${key}`,
    );
  }
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query =
  (tables: Tables): Operation<QueryCommandInput, Output<QueryCommandOutput>> =>
  (input) => {
    refuseLegacy(input);
    const { KeyConditionExpression: key, FilterExpression: filterText, ProjectionExpression: parts } = input;
    if (key === undefined) {
      throw validation(
        'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
      );
    }
    const placeholders = createPlaceholders(input, true);
    const keyCondition = parseCondition(key, 'KeyConditionExpression', placeholders);
    const filter =
      filterText === undefined ? undefined : parseCondition(filterText, 'FilterExpression', placeholders);
    const projection = parts === undefined ? undefined : parseProjection(parts, placeholders);
    placeholders.assertAllUsed();
    const table = tables.active(input.TableName);
    const index = findIndex(table.record, input.IndexName, input.ConsistentRead === true);
    const schema = index === undefined ? table.record.schema : table.record.indexes[index]!.schema;
    if (filter !== undefined) assertNoKeys(filter, schema);
    const where = keyConditions(schema, keyCondition);
    return readPage({
      input,
      table,
      index,
      where,
      forward: input.ScanIndexForward !== false,
      filter,
      projection,
    });
  };
