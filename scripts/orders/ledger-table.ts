import type { DataPlane } from '@phaseline/aws-data-plane';
import type { LedgerTable } from './ledger.ts';

/** Reads single rows of a DynamoDB table as plain values: numbers, strings and booleans. */
export function openLedgerTable(
  dynamodb: Pick<DataPlane['dynamodb'], 'getItem'>,
  tableName: string,
): LedgerTable {
  return {
    async get({ pk, sk }) {
      const { Item: item } = await dynamodb.getItem({
        TableName: tableName,
        Key: { pk: { S: pk }, sk: { S: sk } },
        ConsistentRead: true,
      });
      return (
        item &&
        Object.fromEntries(
          Object.entries(item).map(([name, value]) => [
            name,
            value.N === undefined ? (value.S ?? value.BOOL) : Number(value.N),
          ]),
        )
      );
    },
  };
}
