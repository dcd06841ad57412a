// What every contender builds the order API's module from; `createPlane` decides who makes its calls.
import { createLogger } from '@phaseline/messaging';
import { readConfig } from '@phaseline/order-publisher/src/config.js';
import { createParts } from '@phaseline/order-publisher/src/parts.js';

export function createApiParts(createPlane) {
  const config = readConfig(process.env);
  const { environment, logLevel: level } = config;
  const logger = createLogger({ component: 'order-publisher', environment, level });
  return createParts(config, createPlane(), logger);
}
