import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  paginateListTables,
} from '@aws-sdk/client-dynamodb';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const dynamodb: Inventory = async (options) => {
  const client = new DynamoDBClient(options);
  const names = await everyItem(paginateListTables({ client }, {}), ({ TableNames }) => TableNames);
  return await inTurn(names, async (TableName) => {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    const { Tags } = await client.send(new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn }));
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
    const backups = await client.send(new DescribeContinuousBackupsCommand({ TableName }));
    const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    return item('dynamodb', 'table', TableName, {
      Table,
      Tags,
      TimeToLiveDescription,
      pointInTimeRecovery: recovery?.PointInTimeRecoveryStatus,
    });
  });
};
