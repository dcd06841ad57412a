import 'reflect-metadata';
import awsLambdaFastify from '@fastify/aws-lambda';
import { createHttpApp } from '@phaseline/order-publisher';
import { createApiParts } from './api-parts.mjs';
import { createDataPlane as createPlane } from '@phaseline/aws-data-plane';

const app = await createHttpApp(createApiParts(createPlane));
await app.init();
const fastify = app.getHttpAdapter().getInstance();
await fastify.ready();

export const handler = awsLambdaFastify(fastify);
