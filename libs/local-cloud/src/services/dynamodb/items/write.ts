import type { ReturnValuesOnConditionCheckFailure } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../service.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import type { Condition } from '../expressions/ast.ts';
import { meets } from '../expressions/evaluate-condition.ts';
import { parseCondition } from '../expressions/parse-condition.ts';
import { changedPaths, parseUpdate } from '../expressions/parse-update.ts';
import { createPlaceholders, type PlaceholderInput, type Placeholders } from '../expressions/placeholders.ts';
import { invalidValues, validation } from '../errors.ts';
import type { StoredKey } from '../storage/key-bytes.ts';
import type { Table } from '../tables/tables.ts';
import type { Item } from '../values/attribute-value.ts';
import { sizeOfItem } from '../values/size.ts';
import { normalizeItem } from '../values/validate-value.ts';
import { keyOfItem, requestedKey } from './key.ts';

const MAX_ITEM_BYTES = 400 * 1024;

/** One change of one item, checked as far as it can be without looking at the item. */
export interface Write {
  readonly table: Table;
  readonly key: StoredKey;
  readonly condition: Condition | undefined;
  /** Whether a failed condition shows the item it failed on. */
  readonly showOnFailure: boolean;
  /** The item after the write; undefined deletes it. `check` leaves it as it is. */
  readonly next: 'check' | ((current: Item | undefined) => Item | undefined);
}

export interface ConditionInput extends PlaceholderInput {
  readonly ConditionExpression?: string | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: ReturnValuesOnConditionCheckFailure | undefined;
}

function conditionOf(input: ConditionInput, placeholders: Placeholders) {
  const text = input.ConditionExpression;
  return {
    condition: text === undefined ? undefined : parseCondition(text, 'ConditionExpression', placeholders),
    showOnFailure: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
}

function placeholdersOf(input: ConditionInput, ...expressions: (string | undefined)[]): Placeholders {
  return createPlaceholders(
    input,
    expressions.some((expression) => expression !== undefined),
  );
}

/** @throws ValidationException for an item that the table cannot take. */
export function preparePut(
  table: Table,
  input: ConditionInput & { readonly Item?: Item | undefined },
): Write {
  const placeholders = placeholdersOf(input, input.ConditionExpression);
  const condition = conditionOf(input, placeholders);
  placeholders.assertAllUsed();
  const item = normalizeItem(input.Item ?? {});
  const key = keyOfItem(table.record, item);
  if (sizeOfItem(item) > MAX_ITEM_BYTES) throw validation('Item size has exceeded the maximum allowed size');
  return { table, key, ...condition, next: () => item };
}

interface KeyedInput extends ConditionInput {
  readonly Key?: Item | undefined;
}

export function prepareDelete(table: Table, input: KeyedInput): Write {
  const placeholders = placeholdersOf(input, input.ConditionExpression);
  const condition = conditionOf(input, placeholders);
  placeholders.assertAllUsed();
  const key = requestedKey(table.record, input.Key).stored;
  return { table, key, ...condition, next: () => undefined };
}

/** Only looks, as in a transaction's ConditionCheck. */
export function prepareCheck(table: Table, input: KeyedInput): Write {
  return { ...prepareDelete(table, input), next: 'check' };
}

export interface UpdateInput extends KeyedInput {
  readonly UpdateExpression?: string | undefined;
}

export interface UpdateWrite extends Write {
  /** The paths that the update changes, for ReturnValues UPDATED_OLD and UPDATED_NEW. */
  readonly paths: ReturnType<typeof changedPaths>;
}

export function prepareUpdate(table: Table, input: UpdateInput): UpdateWrite {
  const { record } = table;
  const placeholders = placeholdersOf(input, input.ConditionExpression, input.UpdateExpression);
  const text = input.UpdateExpression;
  const update = text === undefined ? undefined : parseUpdate(text, placeholders);
  const condition = conditionOf(input, placeholders);
  placeholders.assertAllUsed();
  const key = requestedKey(record, input.Key);
  const paths = update === undefined ? [] : changedPaths(update);
  const changedKey = paths.find(([name]) => Object.hasOwn(key.attributes, name));
  if (changedKey !== undefined) {
    throw invalidValues(`Cannot update attribute ${changedKey[0]}. This attribute is part of the key`);
  }
  const next = (current: Item | undefined): Item => {
    const base = current ?? key.attributes;
    const item = update === undefined ? base : applyUpdate(update, base);
    if (sizeOfItem(item) > MAX_ITEM_BYTES) {
      throw validation('Item size to update has exceeded the maximum allowed size');
    }
    keyOfItem(record, item);
    return item;
  };
  return { table, key: key.stored, ...condition, next, paths };
}

export interface Written {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** @throws ConditionalCheckFailedException, or ValidationException when an update does not fit the item. */
export function perform({ table, key, condition, showOnFailure, next }: Write): Written {
  const before = table.store.get(key)?.item;
  if (condition !== undefined && !meets(condition, before ?? {})) {
    const shown = showOnFailure && before !== undefined ? { Item: before } : {};
    throw new AwsError('ConditionalCheckFailedException', 'The conditional request failed', {
      members: shown,
    });
  }
  if (next === 'check') return { before, after: before };
  const after = next(before);
  if (after !== undefined) table.store.put(key, after);
  else if (before !== undefined) table.store.delete(key);
  return { before, after };
}
