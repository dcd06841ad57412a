import { randomUUID } from 'node:crypto';
import type { CreateTableCommandInput, CreateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { resourceInUse } from '../errors.ts';
import { describeTable } from '../tables/describe-table.ts';
import { mergeTags } from '../tables/tags.ts';
import type { Tables } from '../tables/tables.ts';
import { validateCreate } from '../tables/validate-create.ts';
import type { Output } from './query.ts';

/** How long a new table is CREATING (ms): long enough that nobody forgets to wait for it. */
const CREATING_MS = 200;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable =
  (tables: Tables): Operation<CreateTableCommandInput, Output<CreateTableCommandOutput>> =>
  (input) => {
    const created = validateCreate(input);
    if (tables.find(created.name) !== undefined) throw resourceInUse(`Table already exists: ${created.name}`);
    const { account, region } = tables.environment;
    const now = tables.clock.now();
    const table = tables.add({
      ...created,
      id: randomUUID(),
      arn: `arn:aws:dynamodb:${region}:${account}:table/${created.name}`,
      createdAt: now,
      activeAt: now + CREATING_MS,
      goneAt: undefined,
      tableClass: input.TableClass ?? 'STANDARD',
      deletionProtection: input.DeletionProtectionEnabled ?? false,
      ttlAttribute: undefined,
      pointInTimeRecovery: undefined,
      tags: mergeTags({}, input.Tags),
    });
    return { TableDescription: describeTable(table, now) };
  };
