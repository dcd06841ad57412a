import type { SqsMessage } from '@phaseline/aws-data-plane';
import { isObservable, lastValueFrom } from 'rxjs';
import { parseEvent, type ReceivedEvent } from './events/parse-event.ts';
import { MissingHandler } from './failures/failures.ts';
import { DONE, failed, type Outcome } from './failures/outcome.ts';

/** What a handler of Nest takes and gives. */
export type EventHandler<Context> = (data: unknown, context: Context) => unknown;

/** Where {@link dispatch} finds handlers and what it gives them. */
export interface DispatchParts<Context> {
  /** The handler for an event type. */
  handlerFor(type: string): EventHandler<Context> | undefined;
  contextFor(event: ReceivedEvent): Context;
}

/**
 * The one way from a message to done or failed, for pollers and Lambda batches alike: read the event, find its handler, run it to its
 * end. A handler that throws, rejects, returns an observable that errors, or does not exist is a failure; nothing else
 * is. Never rejects.
 */
export async function dispatch<Context>(
  message: SqsMessage,
  parts: DispatchParts<Context>,
): Promise<Outcome> {
  try {
    const event = parseEvent(message);
    const handler = parts.handlerFor(event.type);
    // The context comes first, so that a missing handler's log line has its trace, too.
    const context = parts.contextFor(event);
    if (handler === undefined)
      throw new MissingHandler(
        `No @EventPattern('${event.type}') in this component: nothing handles the event`,
      );
    const result = await handler(event.data, context);
    // Nest resolves to an observable, which has done nothing and failed nothing before somebody subscribes.
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
    return DONE;
  } catch (thrown) {
    return failed(thrown);
  }
}
