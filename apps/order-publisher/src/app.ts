import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createFastifyAdapter } from './http/fastify-adapter.ts';
import { createNestLogger } from '@phaseline/messaging';
import { orderPublisherModule, type OrderPublisherParts } from './order-publisher.module.ts';

/** The order API on Fastify, not listening yet. Rejects when it cannot be put together. */
export async function createHttpApp(parts: OrderPublisherParts): Promise<NestFastifyApplication> {
  return NestFactory.create<NestFastifyApplication>(
    orderPublisherModule(parts),
    createFastifyAdapter(parts.logger),
    { bodyParser: false, abortOnError: false, logger: createNestLogger(parts.logger) },
  );
}
