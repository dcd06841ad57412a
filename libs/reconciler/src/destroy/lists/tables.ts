import { DescribeTableCommand, ListTablesCommand, ListTagsOfResourceCommand } from '@aws-sdk/client-dynamodb';
import { fromTagList } from '../../aws/tags.ts';
import { everyPage, type Lister, removeAs } from '../listed.ts';

export const tables: Lister = async ({ clients: { dynamodb }, options }) => {
  const names = await everyPage(
    async (start) => await dynamodb.send(new ListTablesCommand({ ExclusiveStartTableName: start }), options),
    ({ TableNames, LastEvaluatedTableName }) => [TableNames, LastEvaluatedTableName],
  );
  return names.map((name) => ({
    kind: 'table',
    name,
    tags: async () => {
      const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: name }), options);
      const ask = new ListTagsOfResourceCommand({ ResourceArn: Table?.TableArn });
      return fromTagList((await dynamodb.send(ask, options)).Tags);
    },
    remove: removeAs('table', name),
  }));
};
