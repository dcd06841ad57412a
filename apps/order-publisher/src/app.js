import { NestFactory } from '@nestjs/core';
import { createFastifyAdapter } from './http/fastify-adapter.ts';
import { nestLogger } from './logging.ts';
import { orderPublisherModule } from './order-publisher.module.ts';
/** The order API on Fastify, not listening yet. Rejects when it cannot be put together. */
export async function createHttpApp(parts) {
  return NestFactory.create(orderPublisherModule(parts), createFastifyAdapter(parts.logger), {
    bodyParser: false,
    abortOnError: false,
    logger: nestLogger(parts.logger),
  });
}
