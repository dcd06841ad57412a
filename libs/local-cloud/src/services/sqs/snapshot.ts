import type { StoredAttributes } from './attributes/definitions.ts';
import type { StoredMessage } from './message/message.ts';
import type { Queues } from './queue/queues.ts';

interface QueueSnapshot {
  readonly name: string;
  readonly createdAt: number;
  readonly lastModifiedAt: number;
  readonly attributes: StoredAttributes;
  readonly tags: Record<string, string>;
  readonly messages: StoredMessage[];
}

/** Queues with their messages, as JSON text keeps them: binary attribute values become base64. */
export function takeSnapshot(queues: Queues): unknown {
  const snapshot: QueueSnapshot[] = queues.all().map((queue) => ({
    name: queue.name,
    createdAt: queue.createdAt,
    lastModifiedAt: queue.lastModifiedAt,
    attributes: queue.attributes,
    tags: Object.fromEntries(queue.tags),
    messages: queue.store.all(),
  }));
  return JSON.parse(
    JSON.stringify(snapshot, (key, value: unknown) =>
      key === 'BinaryValue' ? Buffer.from(value as Uint8Array).toString('base64') : value,
    ),
  );
}

function withBinary(message: StoredMessage): StoredMessage {
  const attributes = Object.entries(message.attributes ?? {}).map(([name, value]) => [
    name,
    value.BinaryValue === undefined
      ? value
      : { ...value, BinaryValue: Buffer.from(String(value.BinaryValue), 'base64') },
  ]);
  return { ...message, attributes: message.attributes && Object.fromEntries(attributes) };
}

/** Brings queues and messages back; what was in flight stays so until its time. */
export function restoreSnapshot(queues: Queues, snapshot: unknown): void {
  for (const kept of snapshot as QueueSnapshot[]) {
    const { name, attributes, tags, createdAt } = kept;
    const queue = queues.create({ name, attributes, tags, createdAt });
    queue.lastModifiedAt = kept.lastModifiedAt;
    for (const message of kept.messages) queue.store.put(withBinary(message));
  }
}
