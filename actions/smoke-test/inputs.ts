import { environmentInput, InputError, integerInput, requiredInput } from '../inputs.ts';

/** The inputs of smoke-test. */
export interface SmokeTestInputs {
  readonly url: URL;
  readonly environment: string;
  /** JSON. */
  readonly order: string;
  readonly timeoutSeconds: number;
}

/** Reads and checks them all. @throws InputError for the first that is wrong. */
export function readInputs(): SmokeTestInputs {
  const order = requiredInput('order', 'an order as JSON');
  try {
    JSON.parse(order);
  } catch {
    throw new InputError('order', order, 'JSON');
  }
  return {
    url: new URL(requiredInput('url', 'an http(s) URL', /^https?:\/\/[^\s]+$/)),
    environment: environmentInput(),
    order,
    timeoutSeconds: integerInput('timeout-seconds', 1, 900),
  };
}
