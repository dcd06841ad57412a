import { sampleOrderPlaced, WORKERS, type Effect, type Worker } from '@phaseline/contracts';
import { describe, expect, it } from 'vitest';
import { viewOf } from './order-view.ts';

const { customer: _, type: __, version: ___, ...order } = sampleOrderPlaced;
const { orderId, eventId } = order;
const effect = (component: Worker): Effect => ({
  orderId,
  eventId,
  component,
  outcome:
    component === 'email-service' ? 'sent' : component === 'analytics-service' ? 'counted' : 'reserved',
  at: '2026-11-23T00:10:01.000Z',
});

describe('viewOf', () => {
  it('knows nothing of an order without rows', () => {
    expect(viewOf(orderId, { order: undefined, effects: [] })).toBeUndefined();
  });

  it('goes from accepted over processing to completed', () => {
    const states = [0, 1, 2, 3].map(
      (done) => viewOf(orderId, { order, effects: WORKERS.slice(0, done).map(effect) })?.status,
    );
    expect(states).toEqual(['accepted', 'processing', 'processing', 'completed']);
  });

  it('shows what is out of stock', () => {
    const shortages = [{ sku: 'ROASTER-LIMITED', requested: 6, available: 5 }];
    const effects: Effect[] = [{ ...effect('inventory-service'), outcome: 'out-of-stock', shortages }];
    expect(viewOf(orderId, { order, effects })?.effects['inventory-service']).toMatchObject({
      status: 'done',
      outcome: 'out-of-stock',
      shortages,
    });
  });

  it('knows an order by its effects alone', () => {
    expect(viewOf(orderId, { order: undefined, effects: [effect('email-service')] })).toMatchObject({
      orderId,
      eventId,
    });
  });
});
