import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { createDataPlane, type DataPlane } from '@phaseline/aws-data-plane';
import type { Logger } from 'pino';
import { createNestLogger } from '../logging/nest-logger.ts';
import { EventErrorFilter } from '../nest/event-error-filter.ts';
import { SqsServer, type SqsServerOptions } from '../nest/sqs-server.ts';
import { heartbeatPath, startHeartbeat } from './heartbeat.ts';
import { createLogger } from './logger.ts';

/** What a worker is made of. */
export interface WorkerOptions {
  readonly component: string;
  readonly environment: string;
  readonly logLevel: string;
  readonly queueUrl: string;
  /** The component's module, on these parts. */
  module(parts: { readonly aws: DataPlane; readonly logger: Logger }): DynamicModule;
  readonly consumer?: Partial<SqsServerOptions>;
  /** Default: a data plane on the standard environment, closed with the worker. */
  readonly aws?: DataPlane;
  /** Default: JSON lines on stdout. */
  readonly logger?: Logger;
}

/**
 * Messages that a task has in hand at once. It waits for AWS most of a message's time, and what it writes at one moment shares calls: with ten
 * it would do less, and each would cost more.
 */
const CONCURRENCY = 40;

/** A running worker. */
export interface Worker {
  /** Takes no new messages, ends those in hand, then closes everything. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Runs a component as the container's process does: its module on the SQS transport, with a heartbeat for the health check.
 * Rejects when it cannot start.
 */
export async function runWorker(options: WorkerOptions): Promise<Worker> {
  const { component, environment, logLevel, queueUrl } = options;
  const logger = options.logger ?? createLogger({ component, environment, level: logLevel });
  const aws = options.aws ?? createDataPlane();
  const strategy = new SqsServer({
    queueUrl,
    sqs: aws.sqs,
    logger,
    concurrency: CONCURRENCY,
    ...options.consumer,
  });
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(options.module({ aws, logger }), {
    strategy,
    logger: createNestLogger(logger),
    abortOnError: false,
  });
  app.useGlobalFilters(new EventErrorFilter());
  await app.listen();
  const heartbeat = await startHeartbeat(heartbeatPath(process.env), () => strategy.heartbeat().healthy);
  logger.info('listening to the queue');

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    logger.info('stopping: no new messages, finishing those in hand');
    // Called directly, the transport drains before Nest takes the providers away from its handlers.
    await app.close();
    await heartbeat.stop();
    // One whose message was given back may have sent a mail a moment ago: without connections it could not record that.
    await strategy.idle();
    if (options.aws === undefined) await aws.close();
    logger.info('stopped');
  };
  return { stop: () => (stopped ??= stop()) };
}
