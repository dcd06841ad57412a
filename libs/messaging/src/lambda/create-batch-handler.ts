import type { DynamicModule } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core/constants.js';
import { NestFactory } from '@nestjs/core/nest-factory.js';
import { createLeanDataPlane, type DataPlane } from '@phaseline/aws-data-plane';
import type { Logger } from 'pino';
import type { Delivery } from '../consume/delivery.ts';
import { dispatch, type EventHandler } from '../dispatch.ts';
import type { Outcome } from '../failures/outcome.ts';
import { logOutcome } from '../logging/log-outcome.ts';
import { createNestLogger } from '../logging/nest-logger.ts';
import { EventErrorFilter } from '../nest/event-error-filter.ts';
import { SqsContext } from '../nest/sqs-context.ts';
import { createBatchHandling, type BatchSettings, type HandleBatch } from './handle-batch.ts';
import { createJsonLogger } from './json-logger.ts';
import { eventHandlers } from './nest-handlers.ts';

/** What a worker's function is made of: the same as its container, see `WorkerOptions`. */
export interface BatchHandlerOptions extends BatchSettings {
  readonly component: string;
  readonly environment: string;
  readonly logLevel: string;
  /** The component's module, on these parts. */
  module(parts: { readonly aws: DataPlane; readonly logger: Logger }): DynamicModule;
  /** Default: a lean data plane on the standard environment. */
  readonly aws?: DataPlane;
  /** Default: JSON lines on stdout, each with the invocation's request id. */
  readonly logger?: Logger;
}

/**
 * Makes a component's module into the handler of a function behind an SQS event source mapping with ReportBatchItemFailures.
 * Await it at the top of the function's file: Nest is built once per environment, while Lambda initialises it. Rejects when the
 * module cannot be built or handles no event.
 */
export async function createBatchHandler(options: BatchHandlerOptions): Promise<HandleBatch> {
  const { component, environment, logLevel } = options;
  let requestId: string | undefined;
  const logger =
    options.logger ?? createJsonLogger({ component, environment, level: logLevel }, () => ({ requestId }));
  const aws = options.aws ?? createLeanDataPlane();
  const app = await NestFactory.createApplicationContext(
    { module: Worker, imports: [options.module({ aws, logger })], providers: [ERRORS_AS_THEY_ARE] },
    { logger: createNestLogger(logger), abortOnError: false },
  );
  const handlers = eventHandlers(app);
  const handleBatch = createBatchHandling(options, {
    sqs: aws.sqs,
    logger,
    handle: (delivery) => handleOne(delivery, handlers, logger),
  });
  return (event, context) => {
    requestId = context.awsRequestId;
    return handleBatch(event, context);
  };
}

/** Nest would log each error a second time. */
const ERRORS_AS_THEY_ARE = { provide: APP_FILTER, useFactory: () => new EventErrorFilter() };

/** The module around the component's own. */
class Worker {
  readonly name = 'Worker';
}

async function handleOne(
  delivery: Delivery,
  handlers: ReadonlyMap<string, EventHandler<SqsContext>>,
  logger: Logger,
): Promise<Outcome> {
  const startedAt = performance.now();
  let context: SqsContext | undefined;
  const outcome = await dispatch<SqsContext>(delivery.message, {
    handlerFor: (type) => handlers.get(type),
    contextFor: (event) => (context = new SqsContext(delivery, event)),
  });
  logOutcome(logger, { delivery, context, outcome, ms: performance.now() - startedAt });
  return outcome;
}
