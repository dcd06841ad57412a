import { setTimeout as delay } from 'node:timers/promises';
import type { OrderStatus } from '@phaseline/contracts';

/** An accepted order as `GET /orders/:id` showed it last. */
export interface WatchedOrder {
  readonly orderId: string;
  readonly status: OrderStatus | undefined;
}

/**
 * Asks for every order until all workers have dealt with it.
 *
 * @param timeoutSeconds counted from the last order that moved on, so that many orders may take their time but a stuck one may not.
 * @returns all orders; those that never completed carry what was known of them last.
 */
export async function awaitEffects(
  frontUrl: string,
  orderIds: readonly string[],
  options: {
    timeoutSeconds: number;
    concurrency: number;
    signal: AbortSignal;
    onProgress?: (completed: number) => void;
  },
): Promise<WatchedOrder[]> {
  const known = new Map<string, OrderStatus | undefined>(orderIds.map((id) => [id, undefined]));
  const open = new Set(orderIds);
  let lastProgress = performance.now();
  while (open.size > 0 && performance.now() - lastProgress < options.timeoutSeconds * 1000) {
    const before = open.size;
    const queue = [...open];
    const worker = async () => {
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        const status = await readOrder(frontUrl, id, options.signal);
        if (status !== undefined) known.set(id, status);
        if (status?.status === 'completed') open.delete(id);
      }
    };
    await Promise.all(Array.from({ length: options.concurrency }, worker));
    options.signal.throwIfAborted();
    if (open.size < before) lastProgress = performance.now();
    options.onProgress?.(orderIds.length - open.size);
    if (open.size > 0) await delay(100, undefined, { signal: options.signal });
  }
  return [...known].map(([orderId, status]) => ({ orderId, status }));
}

async function readOrder(
  frontUrl: string,
  orderId: string,
  signal: AbortSignal,
): Promise<OrderStatus | undefined> {
  try {
    const response = await fetch(new URL(`/orders/${orderId}`, frontUrl), { signal });
    const text = await response.text();
    return response.ok ? (JSON.parse(text) as OrderStatus) : undefined;
  } catch {
    // Asked again in the next round; an order that never answers is reported as lost.
    return undefined;
  }
}
