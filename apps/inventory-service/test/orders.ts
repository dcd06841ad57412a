import { randomUUID } from 'node:crypto';
import type { DataPlane } from '@phaseline/aws-data-plane';
import { sampleOrderPlaced, totalOf, type OrderPlaced } from '@phaseline/contracts';
import { stockKey } from '../src/stock.ts';

/** The event of a new order of so many units by SKU. */
export function order(units: Readonly<Record<string, number>>): OrderPlaced {
  const lines = Object.entries(units).map(([sku, quantity]) => ({
    sku,
    name: sku,
    quantity,
    unitPrice: 100,
  }));
  return { ...sampleOrderPlaced, orderId: randomUUID(), eventId: randomUUID(), lines, total: totalOf(lines) };
}

/** How many units of a SKU are in stock. */
export async function available(
  dynamodb: Pick<DataPlane['dynamodb'], 'getItem'>,
  table: string,
  sku: string,
): Promise<number> {
  const { Item } = await dynamodb.getItem({ TableName: table, Key: stockKey(sku), ConsistentRead: true });
  return Number(Item?.['available']?.N);
}
