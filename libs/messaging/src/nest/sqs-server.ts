import { EventEmitter } from 'node:events';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import type { SqsClient } from '@phaseline/aws-data-plane';
import { pino, type Logger } from 'pino';
import { createConsumer, type Consumer, type ConsumerState, type Heartbeat } from '../consume/consumer.ts';
import type { Delivery } from '../consume/delivery.ts';
import { withDefaults, type ConsumerSettings } from '../consume/settings.ts';
import { dispatch, type EventHandler } from '../dispatch.ts';
import type { Outcome } from '../failures/outcome.ts';
import { logOutcome } from '../logging/log-outcome.ts';
import { SqsContext } from './sqs-context.ts';

/** Settings of {@link SqsServer}; all but the first two have defaults. */
export interface SqsServerOptions extends Partial<ConsumerSettings> {
  readonly queueUrl: string;
  readonly sqs: SqsClient;
  readonly logger?: Logger;
}

/** What `on` tells about. */
// Nest wants an index signature, which only a type alias has.
// oxlint-disable-next-line typescript/consistent-type-definitions
export type SqsServerEvents = {
  /** The state changed; with the error behind `failing`. */
  state: (state: ConsumerState, error?: unknown) => void;
  /** A message's fate is decided. */
  outcome: (outcome: Outcome, delivery: Delivery) => void;
};

/**
 * Nest transport over SQS, for `app.connectMicroservice({ strategy })` and `NestFactory.createMicroservice`: `@EventPattern('order.placed')`
 * handlers get every message of that type until one run of theirs succeeds. See the README for what holds.
 */
export class SqsServer extends Server<SqsServerEvents, ConsumerState> implements CustomTransportStrategy {
  override readonly transportId = Symbol('SQS');
  /** Failures come back to us, which log them and retry. */
  override readonly propagatesEventHandlerErrors = true;
  readonly #sqs: SqsClient;
  readonly #log: Logger;
  readonly #consumer: Consumer;
  readonly #events = new EventEmitter();
  readonly #handlers = new Map<string, EventHandler<SqsContext>>();

  constructor({ queueUrl, sqs, logger = pino(), ...settings }: SqsServerOptions) {
    super();
    this.#sqs = sqs;
    this.#log = logger;
    this.#consumer = createConsumer({
      sqs,
      queueUrl,
      logger,
      settings: withDefaults(settings),
      handle: (delivery) => this.#handle(delivery),
      onState: (state, error) => {
        // Nest's name for what `status` shows.
        // oxlint-disable-next-line no-underscore-dangle
        this._status$.next(state);
        this.#tell('state', state, error);
      },
    });
  }

  /** Starts to poll. Gives `callback` an error when the app has no event handler at all: every message would fail. */
  listen(callback: (error?: unknown) => void): void {
    const handlers = [...this.messageHandlers.values()];
    if (!handlers.some((handler) => handler.isEventHandler === true)) {
      callback(
        new Error(
          'No @EventPattern handler in this app: add a controller with one, or do not listen to the queue',
        ),
      );
      return;
    }
    this.#consumer.start();
    callback();
  }

  /** Drains: see {@link Consumer.close}. Handlers can still use every provider when `app.close()` is called directly. */
  close(): Promise<void> {
    return this.#consumer.close();
  }

  /** Resolves when no handler is at work any more. */
  idle(): Promise<void> {
    return this.#consumer.idle();
  }

  /** How the consumer is doing, for a health check. */
  heartbeat(): Heartbeat {
    return this.#consumer.heartbeat();
  }

  on<Event extends keyof SqsServerEvents>(event: Event, listener: SqsServerEvents[Event]): void {
    this.#events.on(event, listener);
  }

  /** The SQS client. */
  // The signature is Nest's.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  unwrap<T = SqsClient>(): T {
    return this.#sqs as T;
  }

  /** A listener that throws must not change what becomes of a message. */
  #tell(event: keyof SqsServerEvents, ...values: unknown[]): void {
    try {
      this.#events.emit(event, ...values);
    } catch (err) {
      this.#log.error({ err }, `a listener of '${event}' threw`);
    }
  }

  async #handle(delivery: Delivery): Promise<Outcome> {
    const startedAt = performance.now();
    let context: SqsContext | undefined;
    const outcome = await dispatch<SqsContext>(delivery.message, {
      handlerFor: (type) => this.#handlerFor(type),
      contextFor: (event) => (context = new SqsContext(delivery, event)),
    });
    logOutcome(this.#log, { delivery, context, outcome, ms: performance.now() - startedAt });
    this.#tell('outcome', outcome, delivery);
    return outcome;
  }

  /** Straight from the map: `getHandlerByPattern` would throw and catch a JSON error for each message. */
  #handlerFor(type: string): EventHandler<SqsContext> | undefined {
    let handler = this.#handlers.get(type);
    const registered = this.messageHandlers.get(type);
    if (handler === undefined && registered?.isEventHandler === true) {
      handler = (data, context) => this.#withHooks(registered, data, context);
      this.#handlers.set(type, handler);
    }
    return handler;
  }

  /**
   * Between the hooks that instrumentation may have set. Not `runWithProcessingHooks`: that promise says nothing about the handler's end.
   */
  #withHooks(handler: MessageHandler, data: unknown, context: SqsContext): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.onProcessingStartHook(this.transportId, context, async () => {
        try {
          resolve(await handler(data, context));
        } catch (error) {
          reject(error);
        } finally {
          this.onProcessingEndHook?.(this.transportId, context);
        }
      });
    });
  }
}
