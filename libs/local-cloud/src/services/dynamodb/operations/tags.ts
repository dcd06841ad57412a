import type {
  ListTagsOfResourceCommandInput,
  ListTagsOfResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { mergeTags } from '../tables/tags.ts';
import type { Table, Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';
import { findTable } from './tables.ts';

function findTagged(tables: Tables, arn: string | undefined): Table {
  if (!arn?.startsWith('arn:'))
    throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  return findTable(tables, arn);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource =
  (tables: Tables): Operation<TagResourceCommandInput, object> =>
  (input) => {
    const table = findTagged(tables, input.ResourceArn);
    table.record.tags = mergeTags(table.record.tags, input.Tags);
    tables.save(table);
    return {};
  };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const untagResource =
  (tables: Tables): Operation<UntagResourceCommandInput, object> =>
  (input) => {
    const table = findTagged(tables, input.ResourceArn);
    const gone = new Set(input.TagKeys);
    const kept = Object.entries(table.record.tags).filter(([key]) => !gone.has(key));
    table.record.tags = Object.fromEntries(kept);
    tables.save(table);
    return {};
  };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export const listTagsOfResource =
  (tables: Tables): Operation<ListTagsOfResourceCommandInput, Output<ListTagsOfResourceCommandOutput>> =>
  (input) => {
    const { tags } = findTagged(tables, input.ResourceArn).record;
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  };
