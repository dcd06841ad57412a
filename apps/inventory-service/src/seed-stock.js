import { AwsServiceError } from '@phaseline/aws-data-plane';
import { stockKey } from './stock.ts';
/** BatchGetItem takes this many keys. */
const BATCH = 100;
/**
 * Gives every SKU of the catalogue that has no stock row its initial stock. Reads first and writes only what is missing,
 * so a second run makes no write and never refills what was sold. Returns the SKUs it seeded.
 */
export async function seedStock(dynamodb, table, catalogue) {
  const items = [...catalogue];
  const stocked = new Set();
  for (let start = 0; start < items.length; start += BATCH) {
    for (const pk of await readKeys(dynamodb, table, items.slice(start, start + BATCH))) stocked.add(pk);
  }
  const missing = items.filter(({ sku }) => !stocked.has(`STOCK#${sku}`));
  const written = await Promise.all(
    missing.map(async (item) => ((await seed(dynamodb, table, item)) ? item.sku : '')),
  );
  return written.filter((sku) => sku !== '');
}
async function readKeys(dynamodb, table, items) {
  const found = [];
  let keys = items.map(({ sku }) => stockKey(sku));
  while (keys.length > 0) {
    const { Responses, UnprocessedKeys } = await dynamodb.batchGetItem({
      RequestItems: { [table]: { Keys: keys, ProjectionExpression: 'pk', ConsistentRead: true } },
    });
    found.push(...(Responses?.[table] ?? []).flatMap((row) => row['pk']?.S ?? []));
    keys = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return found;
}
/** False where another run was faster. */
async function seed(dynamodb, table, item) {
  try {
    await dynamodb.putItem({
      TableName: table,
      Item: { ...stockKey(item.sku), sku: { S: item.sku }, available: { N: String(item.initialStock) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return true;
  } catch (error) {
    if (error instanceof AwsServiceError && error.code === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
