import { createDataPlane } from '@phaseline/aws-data-plane';
import { CATALOGUE, readEnvironment, variable } from '@phaseline/contracts';
import { seedStock } from '@phaseline/inventory-service/seed-stock';

/**
 * Gives every SKU of the catalogue its initial stock in the table that TABLE_NAME names, where it has none yet. Safe to
 * run on every deploy. AWS is found by its standard environment variables.
 */
async function main(): Promise<void> {
  const { TABLE_NAME } = readEnvironment({ TABLE_NAME: variable.tableName() }, process.env);
  const aws = createDataPlane();
  try {
    const seeded = await seedStock(aws.dynamodb, TABLE_NAME, CATALOGUE.values());
    console.log(
      seeded.length === 0
        ? `${TABLE_NAME}: stock is seeded already`
        : `${TABLE_NAME}: seeded ${seeded.join(', ')}`,
    );
  } finally {
    await aws.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
