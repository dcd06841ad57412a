import { NestFactory } from '@nestjs/core/nest-factory.js';
import { createLeanDataPlane, type DataPlane } from '@phaseline/aws-data-plane';
import { createNestLogger } from '@phaseline/messaging';
import { createJsonLogger, type InvocationContext } from '@phaseline/messaging/lambda';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { contextOf } from '../http/request-context.ts';
import { SECURE_HEADERS } from '../http/secure-headers.ts';
import { orderPublisherModule } from '../order-publisher.module.ts';
import { createParts } from '../parts.ts';
import type { ApiEvent, ApiResult } from './api-event.ts';
import { LambdaHttpAdapter, type Exchange } from './lambda-adapter.ts';

/** From an HTTP API's event to its answer. */
export type ApiHandler = (
  event: ApiEvent,
  context: Pick<InvocationContext, 'awsRequestId'>,
) => Promise<ApiResult>;

/** What {@link createApiHandler} may be given instead of the standard environment's. */
export interface ApiHandlerParts {
  readonly aws?: Pick<DataPlane, 'dynamodb' | 'sns'>;
  readonly logger?: Logger;
}

/**
 * The order API as a function's handler. Await it at the top of the function's file: Nest is built once per environment, while
 * Lambda initialises it. Rejects when it cannot be put together.
 */
export async function createApiHandler(
  config: Omit<Config, 'port'>,
  parts: ApiHandlerParts = {},
): Promise<ApiHandler> {
  const { environment, logLevel: level } = config;
  let awsRequestId: string | undefined;
  const logger =
    parts.logger ??
    createJsonLogger({ component: 'order-publisher', environment, level }, () => ({ awsRequestId }));
  // Short: a client waits behind every call.
  const aws = parts.aws ?? createLeanDataPlane({ requestTimeoutMs: 3000 });
  const adapter = new LambdaHttpAdapter({
    onRequest: (request, response) => {
      const { requestId, traceparent } = contextOf(request);
      const headers = { ...SECURE_HEADERS, 'x-request-id': requestId, traceparent };
      for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
    },
    onResult: (exchange) => logExchange(logger, exchange),
  });
  const app = await NestFactory.create(orderPublisherModule(createParts(config, aws, logger)), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: createNestLogger(logger),
  });
  await app.init();
  return (event, context) => {
    awsRequestId = context.awsRequestId;
    return adapter.handle(event);
  };
}

/** The container's line. */
function logExchange(logger: Logger, { request, route = '(none)', result, ms }: Exchange): void {
  const { requestId, traceId, fields } = contextOf(request);
  const level = route === '/health' || route === '/ready' ? 'debug' : 'info';
  const line = { requestId, traceId, ...fields, method: request.method, route, status: result.statusCode };
  logger[level]({ ...line, ms: Math.round(ms * 10) / 10 }, 'request');
}
