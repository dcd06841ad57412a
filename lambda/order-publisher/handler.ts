import 'reflect-metadata';
import { createApiHandler, readConfig } from '@phaseline/order-publisher/lambda';

/** Answers the order API's requests as the HTTP API `pubsub-api` hands them on. */
export const handler = await createApiHandler(readConfig(process.env));
