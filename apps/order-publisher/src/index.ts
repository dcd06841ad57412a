export { createHttpApp } from './app.ts';
export { readConfig, type Config } from './config.ts';

export {
  OrderPublisherModule,
  orderPublisherModule,
  type OrderPublisherParts,
} from './order-publisher.module.ts';
export { ProblemException } from './http/problem-exception.ts';
export { contextOf, type RequestContext } from './http/request-context.ts';
export { SECURE_HEADERS } from './http/secure-headers.ts';
export { parseStrictJson } from './http/strict-json.ts';
