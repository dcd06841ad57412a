import type {
  ContinuousBackupsDescription,
  DescribeContinuousBackupsCommandInput,
  DescribeContinuousBackupsCommandOutput,
  UpdateContinuousBackupsCommandInput,
  UpdateContinuousBackupsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { AwsError, type Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import { tableName, type Table, type Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';

const DEFAULT_DAYS = 35;

function findBackedUp(tables: Tables, name: string | undefined): Table {
  const table = tables.find(name);
  if (table === undefined) {
    throw new AwsError('TableNotFoundException', `Table not found: ${tableName(name)}`);
  }
  return table;
}

function show({ record }: Table, now: number): ContinuousBackupsDescription {
  const recovery = record.pointInTimeRecovery;
  if (recovery === undefined) {
    return {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
    };
  }
  const earliest = Math.max(recovery.enabledAt, now - recovery.days * 24 * 60 * 60 * 1000);
  return {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays: recovery.days,
      EarliestRestorableDateTime: new Date(earliest),
      LatestRestorableDateTime: new Date(now),
    },
  };
}

/** Keeps the setting; there is no restore here. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html */
export const updateContinuousBackups =
  (
    tables: Tables,
  ): Operation<UpdateContinuousBackupsCommandInput, Output<UpdateContinuousBackupsCommandOutput>> =>
  (input) => {
    const table = findBackedUp(tables, input.TableName);
    const { PointInTimeRecoveryEnabled: enabled, RecoveryPeriodInDays: days = DEFAULT_DAYS } =
      input.PointInTimeRecoverySpecification ?? {};
    if (enabled === undefined) throw validation('PointInTimeRecoveryEnabled is required');
    if (days < 1 || days > DEFAULT_DAYS)
      throw validation(`RecoveryPeriodInDays must be from 1 to 35, found ${days}`);
    const now = tables.clock.now();
    const enabledAt = table.record.pointInTimeRecovery?.enabledAt ?? now;
    table.record.pointInTimeRecovery = enabled ? { enabledAt, days } : undefined;
    tables.save(table);
    return { ContinuousBackupsDescription: show(table, now) };
  };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html */
export const describeContinuousBackups =
  (
    tables: Tables,
  ): Operation<DescribeContinuousBackupsCommandInput, Output<DescribeContinuousBackupsCommandOutput>> =>
  (input) => ({
    ContinuousBackupsDescription: show(findBackedUp(tables, input.TableName), tables.clock.now()),
  });
