import { describe } from 'vitest';
import { docsTests } from './suite/docs.ts';
import { idempotencyTests } from './suite/idempotency.ts';
import { placeOrderTests } from './suite/place-order.ts';
import { protocolTests } from './suite/protocol.ts';
import { refusedOrderTests } from './suite/refused-orders.ts';
import type { Target } from './suite/target.ts';

export type { Target } from './suite/target.ts';

/**
 * What the order API must do wherever it is placed: the same tests for the container and the Lambda function. `target`
 * is asked once the tests run.
 */
export function httpSuite(name: string, target: () => Target): void {
  describe(`${name}: the order API`, () => {
    placeOrderTests(target);
    idempotencyTests(target);
    refusedOrderTests(target);
    protocolTests(target);
    docsTests(target);
  });
}
