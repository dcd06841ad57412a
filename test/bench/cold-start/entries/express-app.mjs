// The order API on Express, which is what Nest's own guide to serverless uses.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { createNestLogger } from '@phaseline/messaging';
import { contextOf } from '@phaseline/order-publisher/src/http/request-context.js';
import { SECURE_HEADERS } from '@phaseline/order-publisher/src/http/secure-headers.js';
import { orderPublisherModule } from '@phaseline/order-publisher/src/order-publisher.module.js';
import express from 'express';

export async function createExpressApp(parts) {
  const app = await NestFactory.create(orderPublisherModule(parts), new ExpressAdapter(), {
    bodyParser: false,
    abortOnError: false,
    logger: createNestLogger(parts.logger),
  });
  app.use((request, response, next) => {
    const { requestId, traceparent } = contextOf(request);
    response.set({ ...SECURE_HEADERS, 'x-request-id': requestId, traceparent });
    next();
  });
  app.use(express.raw({ type: 'application/json', limit: '64kb' }));
  await app.init();
  return app.getHttpAdapter().getInstance();
}
