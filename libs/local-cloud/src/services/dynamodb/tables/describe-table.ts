import type { GlobalSecondaryIndexDescription, TableDescription } from '@aws-sdk/client-dynamodb';
import { showKeySchema, type IndexRecord, type TableRecord } from './table-record.ts';
import type { Table } from './tables.ts';

/** CREATING, ACTIVE or DELETING at `now` (ms). */
export function statusOf(record: TableRecord, now: number): 'CREATING' | 'ACTIVE' | 'DELETING' {
  if (record.goneAt !== undefined) return 'DELETING';
  return now < record.activeAt ? 'CREATING' : 'ACTIVE';
}

function describeIndex(
  record: TableRecord,
  index: IndexRecord,
  now: number,
): GlobalSecondaryIndexDescription {
  return {
    IndexName: index.name,
    IndexArn: `${record.arn}/index/${index.name}`,
    KeySchema: showKeySchema(index.schema),
    Projection: index.projection,
    ...(index.kind === 'global' && {
      IndexStatus: statusOf(record, now),
      ProvisionedThroughput: throughput(index.throughput),
    }),
  };
}

function throughput(provisioned: TableRecord['throughput']): TableDescription['ProvisionedThroughput'] {
  return {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: provisioned?.ReadCapacityUnits ?? 0,
    WriteCapacityUnits: provisioned?.WriteCapacityUnits ?? 0,
  };
}

/** A table as DescribeTable shows it; item count and size are live instead of six hours old. */
export function describeTable({ record, store }: Table, now: number): TableDescription {
  const { count, bytes } = store.totals();
  const indexes = (kind: IndexRecord['kind']) =>
    record.indexes.filter((index) => index.kind === kind).map((index) => describeIndex(record, index, now));
  const global = indexes('global');
  const local = indexes('local');
  return {
    TableName: record.name,
    TableArn: record.arn,
    TableId: record.id,
    TableStatus: statusOf(record, now),
    CreationDateTime: new Date(record.createdAt),
    AttributeDefinitions: [...record.attributeDefinitions],
    KeySchema: showKeySchema(record.schema),
    ItemCount: count,
    TableSizeBytes: bytes,
    ProvisionedThroughput: throughput(record.throughput),
    DeletionProtectionEnabled: record.deletionProtection,
    ...(record.billingMode === 'PAY_PER_REQUEST' && {
      BillingModeSummary: {
        BillingMode: 'PAY_PER_REQUEST' as const,
        LastUpdateToPayPerRequestDateTime: new Date(record.createdAt),
      },
    }),
    ...(record.tableClass !== 'STANDARD' && { TableClassSummary: { TableClass: record.tableClass } }),
    ...(global.length > 0 && { GlobalSecondaryIndexes: global }),
    ...(local.length > 0 && { LocalSecondaryIndexes: local }),
  };
}
