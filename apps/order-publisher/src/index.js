export { createHttpApp } from './app.ts';
export { readConfig } from './config.ts';
export { createLogger, nestLogger } from './logging.ts';
export { OrderPublisherModule, orderPublisherModule } from './order-publisher.module.ts';
export { ProblemException } from './http/problem-exception.ts';
export { contextOf } from './http/request-context.ts';
export { SECURE_HEADERS } from './http/secure-headers.ts';
export { parseStrictJson } from './http/strict-json.ts';
