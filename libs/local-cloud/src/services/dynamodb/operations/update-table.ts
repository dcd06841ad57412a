import type { UpdateTableCommandInput, UpdateTableCommandOutput } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { notBuilt, validation } from '../errors.ts';
import { describeTable } from '../tables/describe-table.ts';
import type { Tables } from '../tables/tables.ts';
import { validateBilling } from '../tables/validate-create.ts';
import type { Output } from './query.ts';
import { changeableTable } from './tables.ts';

const BUILT = ['BillingMode', 'ProvisionedThroughput', 'DeletionProtectionEnabled', 'TableClass'] as const;
const NOT_BUILT = [
  'GlobalSecondaryIndexUpdates',
  'GlobalTableWitnessUpdates',
  'MultiRegionConsistency',
  'OnDemandThroughput',
  'ReplicaUpdates',
  'SSESpecification',
  'StreamSpecification',
  'WarmThroughput',
] as const;

/** Changes billing, deletion protection and class. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html */
export const updateTable =
  (tables: Tables): Operation<UpdateTableCommandInput, Output<UpdateTableCommandOutput>> =>
  (input) => {
    const unsupported = NOT_BUILT.find((name) => input[name] !== undefined);
    if (unsupported !== undefined) throw notBuilt(`UpdateTable with ${unsupported}`);
    if (BUILT.every((name) => input[name] === undefined)) {
      throw validation(
        'At least one of ProvisionedThroughput, BillingMode, DeletionProtectionEnabled or TableClass is required',
      );
    }
    const table = changeableTable(tables, input.TableName);
    const { record } = table;
    if (input.BillingMode !== undefined || input.ProvisionedThroughput !== undefined) {
      const mode = input.BillingMode ?? record.billingMode;
      validateBilling(mode, input.ProvisionedThroughput);
      record.billingMode = mode;
      record.throughput = input.ProvisionedThroughput;
    }
    record.deletionProtection = input.DeletionProtectionEnabled ?? record.deletionProtection;
    record.tableClass = input.TableClass ?? record.tableClass;
    tables.save(table);
    return { TableDescription: describeTable(table, tables.clock.now()) };
  };
