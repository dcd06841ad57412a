import { randomUUID } from 'node:crypto';
import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices';
import { createSnsPublisher, type SnsPublisher, type SnsPublisherOptions } from '../publish/publisher.ts';

/**
 * Nest client over SNS: `await lastValueFrom(client.emit('order.placed', event))` resolves to `{ messageId }` once SNS has acknowledged. `emit` is hot:
 * it publishes whether or not anybody subscribes, but only a subscriber learns of a failure. The event's id is `data.eventId`, else a
 * new UUID. `setOnDispatchHook` may set `packet.metadata.traceparent`; other metadata become message attributes.
 */
export class SnsClient extends ClientProxy {
  readonly #publisher: SnsPublisher;

  constructor(options: SnsPublisherOptions | { readonly publisher: SnsPublisher }) {
    super();
    this.#publisher = 'publisher' in options ? options.publisher : createSnsPublisher(options);
  }

  /** There is nothing to connect: the first publish does. */
  async connect(): Promise<void> {}

  /** Waits until everything emitted is acknowledged. */
  close(): Promise<void> {
    return this.#publisher.close();
  }

  /** The publisher. */
  // The signature is Nest's.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  unwrap<T = SnsPublisher>(): T {
    return this.#publisher as T;
  }

  protected async dispatchEvent<T = { messageId: string }>(packet: ReadPacket): Promise<T> {
    const { traceparent, ...attributes } = packet.metadata ?? {};
    const id = idOf(packet.data) ?? randomUUID();
    const event = { id, type: this.normalizePattern(packet.pattern as string), data: packet.data as unknown };
    return (await this.#publisher.publish(event, { traceparent, attributes })) as T;
  }

  protected publish(_: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    callback({ err: new Error('SNS has no replies: use emit() instead of send()'), isDisposed: true });
    return () => undefined;
  }
}

function idOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { eventId } = data as { eventId?: unknown };
  return typeof eventId === 'string' ? eventId : undefined;
}
