export type { Consumer, ConsumerState, Heartbeat } from './consume/consumer.ts';
export {
  createDeadLetter,
  FAILED_MESSAGE_ID,
  FAILURE_NAME,
  FAILURE_REASON,
  type DeadLetter,
} from './consume/dead-letter.ts';
export type { Delivery } from './consume/delivery.ts';
export type { ConsumerSettings } from './consume/settings.ts';
export { dispatch, type DispatchParts, type EventHandler } from './dispatch.ts';
export { EVENT_ID, EVENT_TYPE, TRACEPARENT } from './events/attributes.ts';
export { parseEvent, type ReceivedEvent } from './events/parse-event.ts';
export {
  HandlerTimeout,
  Interrupted,
  MalformedMessage,
  MissingHandler,
  PermanentFailure,
  RetryLater,
} from './failures/failures.ts';
export type { Outcome } from './failures/outcome.ts';
export { createNestLogger } from './logging/nest-logger.ts';
export { canaryModule, type CanaryParts } from './nest/canary-module.ts';
export { EventErrorFilter } from './nest/event-error-filter.ts';
export { SnsClient } from './nest/sns-client.ts';
export { SqsContext } from './nest/sqs-context.ts';
export { SqsServer, type SqsServerEvents, type SqsServerOptions } from './nest/sqs-server.ts';
export { EventTooLarge, PublisherUnavailable, PublishRejected } from './publish/errors.ts';
export {
  createSnsPublisher,
  type OutgoingEvent,
  type PublishOptions,
  type SnsPublisher,
  type SnsPublisherOptions,
} from './publish/publisher.ts';
export { readEventData } from './service/event-data.ts';
export { createLogger, type LoggerOptions } from './service/logger.ts';
export { runWorker, type Worker, type WorkerOptions } from './service/run-worker.ts';
export { childOf, formatTraceparent, parseTraceparent, type TraceContext } from './trace/traceparent.ts';
