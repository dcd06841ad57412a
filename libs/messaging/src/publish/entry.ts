import type { SnsMessageAttribute } from '@phaseline/aws-data-plane';
import { EventTooLarge } from './errors.ts';

/** SNS's limit for a message with its attributes, in bytes; also for a batch. */
const MOST_BYTES = 262_144;

/** A message ready to be sent. */
export interface PublishEntry {
  readonly message: string;
  readonly attributes: Readonly<Record<string, SnsMessageAttribute>>;
  /** As SNS counts them. */
  readonly bytes: number;
}

/**
 * Writes an event as a message. Throws {@link EventTooLarge} above 256 KiB, TypeError when `data` has no JSON.
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function entryOf(
  event: { readonly id: string; readonly type: string; readonly data: unknown },
  values: Readonly<Record<string, string>>,
): PublishEntry {
  const message = JSON.stringify(event.data) as string | undefined;
  if (message === undefined)
    throw new TypeError(`Event ${event.id}: data of type ${typeof event.data} has no JSON; give an object`);
  const attributes: Record<string, SnsMessageAttribute> = {};
  let bytes = Buffer.byteLength(message);
  for (const [name, value] of Object.entries(values)) {
    attributes[name] = { DataType: 'String', StringValue: value };
    bytes += Buffer.byteLength(name) + Buffer.byteLength(value) + 'String'.length;
  }
  if (bytes > MOST_BYTES) throw new EventTooLarge(event.id, bytes, MOST_BYTES);
  return { message, attributes, bytes };
}
