import { BaseRpcContext } from '@nestjs/microservices';
import type { ReceivedEvent } from '../events/parse-event.ts';
import { childOf, formatTraceparent, parseTraceparent, type TraceContext } from '../trace/traceparent.ts';
import type { Delivery } from '../consume/delivery.ts';

/** What a handler may know about the message it works on, and do with it: `@Ctx() context: SqsContext`. */
export class SqsContext extends BaseRpcContext<[Delivery]> {
  readonly messageId: string;
  /** How often SQS has handed this message out, this time included. */
  readonly receiveCount: number;
  readonly eventId: string;
  readonly eventType: string;
  /** The string values of the message's attributes. */
  readonly attributes: Readonly<Record<string, string>>;
  /** This handling's own span, below the publisher's. */
  readonly trace: TraceContext;

  constructor(delivery: Delivery, event: ReceivedEvent) {
    super([delivery]);
    this.messageId = delivery.message.MessageId;
    this.receiveCount = delivery.receiveCount;
    this.eventId = event.id;
    this.eventType = event.type;
    this.attributes = event.attributes;
    this.trace = childOf(parseTraceparent(event.traceparent));
  }

  /** The `traceparent` to hand on to whatever this handler calls. */
  get traceparent(): string {
    return formatTraceparent(this.trace);
  }

  /** Aborted when the handler's time is up, when the message is lost to another consumer or the component stops. */
  get signal(): AbortSignal {
    return this.args[0].signal;
  }

  /** Hides the message for `seconds` from now (0 to 43,200). It is extended by itself; use this only to hide it for longer. */
  extendVisibility(seconds: number): Promise<void> {
    return this.args[0].extendVisibility(seconds);
  }
}
