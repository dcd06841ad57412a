import type { OrderPlaced } from './order-placed.ts';
import type { OrderRequestInput } from './order-request.ts';

/** An order request that is accepted. */
export const sampleOrderRequest: OrderRequestInput = {
  customer: { email: 'ada@example.com', name: 'Ada Lovelace' },
  items: [
    { sku: 'COFFEE-BEANS-1KG', quantity: 2 },
    { sku: 'MUG-STONEWARE', quantity: 1 },
  ],
};

/** The event that {@link sampleOrderRequest} becomes. */
export const sampleOrderPlaced: OrderPlaced = {
  type: 'order.placed',
  version: 1,
  eventId: '019ab1c2-0000-7000-8000-000000000001',
  orderId: '019ab1c2-0000-7000-8000-000000000002',
  occurredAt: '2026-11-23T00:10:00.000Z',
  customer: { email: 'ada@example.com', name: 'Ada Lovelace' },
  currency: 'USD',
  lines: [
    { sku: 'COFFEE-BEANS-1KG', name: 'Coffee beans, 1 kg', quantity: 2, unitPrice: 2450 },
    { sku: 'MUG-STONEWARE', name: 'Stoneware mug', quantity: 1, unitPrice: 1800 },
  ],
  total: 6700,
};
