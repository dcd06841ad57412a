import type {
  DescribeTimeToLiveCommandInput,
  DescribeTimeToLiveCommandOutput,
  UpdateTimeToLiveCommandInput,
  UpdateTimeToLiveCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { Operation } from '../../../service.ts';
import { validation } from '../errors.ts';
import type { Tables } from '../tables/tables.ts';
import type { Output } from './query.ts';
import { changeableTable, findTable } from './tables.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html */
export const updateTimeToLive =
  (tables: Tables): Operation<UpdateTimeToLiveCommandInput, Output<UpdateTimeToLiveCommandOutput>> =>
  (input) => {
    const table = changeableTable(tables, input.TableName);
    const { AttributeName: attribute, Enabled: enabled } = input.TimeToLiveSpecification ?? {};
    if (!attribute || attribute.length > 255 || enabled === undefined) {
      throw validation(
        'TimeToLiveSpecification must have Enabled and an AttributeName of 1 to 255 characters',
      );
    }
    const current = table.record.ttlAttribute;
    if (enabled && current === attribute) throw validation('TimeToLive is already enabled');
    if (enabled && current !== undefined) {
      throw validation(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
      );
    }
    if (!enabled && current === undefined) throw validation('TimeToLive is already disabled');
    if (!enabled && current !== attribute) {
      throw validation(
        `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
      );
    }
    table.record.ttlAttribute = enabled ? attribute : undefined;
    tables.database.transaction(() => {
      table.store.refreshExpiry();
      tables.save(table);
    });
    return { TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled } };
  };

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html */
export const describeTimeToLive =
  (tables: Tables): Operation<DescribeTimeToLiveCommandInput, Output<DescribeTimeToLiveCommandOutput>> =>
  (input) => {
    const attribute = findTable(tables, input.TableName).record.ttlAttribute;
    return {
      TimeToLiveDescription:
        attribute === undefined
          ? { TimeToLiveStatus: 'DISABLED' }
          : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute },
    };
  };
