import { setTimeout as delay } from 'node:timers/promises';

/** An order that went all the way. */
export interface SmokeOrder {
  readonly orderId: string;
  /** What each worker said it did, by component. */
  readonly effects: Readonly<Record<string, string>>;
  readonly seconds: number;
}

interface OrderView {
  readonly orderId?: string;
  readonly status?: string;
  readonly effects?: Readonly<Record<string, { readonly status?: string; readonly outcome?: string }>>;
}

/**
 * Places one order and waits until every worker has dealt with it.
 *
 * A front that is not reachable yet, or answers 5xx, is asked again with the same idempotency key until the time is over;
 * so the order is placed once.
 *
 * @throws Error naming the last answer when the order was refused or not completed in time.
 */
export async function placeSmokeOrder(
  input: {
    url: URL;
    order: string;
    idempotencyKey: string;
    timeoutSeconds: number;
    /** Called once the order is accepted, whatever becomes of it. */
    onPlaced: (orderId: string) => void;
  },
  signal: AbortSignal,
): Promise<SmokeOrder> {
  const started = performance.now();
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(input.timeoutSeconds * 1000)]);
  let last = 'no answer';
  const ask = async (path: string, init: RequestInit = {}): Promise<OrderView | undefined> => {
    let response: Response;
    try {
      response = await fetch(new URL(path, input.url), { ...init, signal: deadline });
    } catch (error) {
      last = `${path}: ${error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)}`;
      return undefined;
    }
    const text = await response.text();
    last = `${path} answered ${response.status}: ${text.slice(0, 500)}`;
    if (response.ok) return JSON.parse(text) as OrderView;
    if (
      response.status < 500 &&
      response.status !== 429 &&
      !(response.status === 404 && init.method === undefined)
    ) {
      throw new Error(`The smoke order was refused. ${last}`);
    }
    return undefined;
  };
  try {
    const headers = { 'content-type': 'application/json', 'idempotency-key': input.idempotencyKey };
    const accepted = await until(
      () => ask('/orders', { method: 'POST', headers, body: input.order }),
      deadline,
    );
    const orderId = accepted.orderId ?? '';
    input.onPlaced(orderId);
    const done = await until(async () => {
      const view = await ask(`/orders/${encodeURIComponent(orderId)}`);
      return view?.status === 'completed' ? view : undefined;
    }, deadline);
    const effects = Object.fromEntries(
      Object.entries(done.effects ?? {}).map(([component, effect]) => [
        component,
        effect.outcome ?? effect.status ?? '',
      ]),
    );
    return { orderId, effects, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    if (!deadline.aborted) throw error;
    throw new Error(`The smoke order was not completed within ${input.timeoutSeconds} s. Last: ${last}`, {
      cause: error,
    });
  }
}

async function until<Value>(check: () => Promise<Value | undefined>, signal: AbortSignal): Promise<Value> {
  for (;;) {
    const value = await check();
    if (value !== undefined) return value;
    await delay(250, undefined, { signal });
  }
}
