import type { SqsMessage } from '@phaseline/aws-data-plane';
import { MalformedMessage } from '../failures/failures.ts';
import { EVENT_ID, EVENT_TYPE, TRACEPARENT } from './attributes.ts';

/** An event as it arrived. */
export interface ReceivedEvent {
  /** E.g. `order.placed`. */
  readonly type: string;
  readonly id: string;
  readonly data: unknown;
  readonly traceparent: string | undefined;
  /** The string values of the message's attributes. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Reads an event from an SQS message, whether SNS delivered it raw (the body is the event) or in its envelope. The type is the
 * attribute `eventType`, else the body's `type`; the id is the attribute `eventId`, else the body's `eventId`, else the message id.
 * Throws {@link MalformedMessage}.
 */
export function parseEvent(message: SqsMessage): ReceivedEvent {
  const body = parseJson(message.Body);
  const envelope = isEnvelope(body) ? body : undefined;
  const data = envelope === undefined ? body : parseJson(envelope.Message);
  const attributes = envelope === undefined ? rawAttributes(message) : envelopeAttributes(envelope);
  const type = attributes[EVENT_TYPE] ?? member(data, 'type');
  if (type === undefined)
    throw new MalformedMessage(`No event type: neither attribute ${EVENT_TYPE} nor a "type" in the body`);
  const id = attributes[EVENT_ID] ?? member(data, 'eventId') ?? message.MessageId;
  return { type, id, data, traceparent: attributes[TRACEPARENT], attributes };
}

interface Envelope {
  readonly Message: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly Type: string; readonly Value: string }>>;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function isEnvelope(body: unknown): body is Envelope {
  return (
    member(body, 'Type') === 'Notification' &&
    member(body, 'TopicArn') !== undefined &&
    member(body, 'Message') !== undefined
  );
}

function rawAttributes(message: SqsMessage): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, { StringValue }] of Object.entries(message.MessageAttributes ?? {})) {
    if (StringValue !== undefined) attributes[name] = StringValue;
  }
  return attributes;
}

function envelopeAttributes(envelope: Envelope): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, { Type, Value }] of Object.entries(envelope.MessageAttributes ?? {})) {
    if (!Type.startsWith('Binary')) attributes[name] = Value;
  }
  return attributes;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without the parser's own message as cause: it quotes the payload, which must not reach the logs.
    throw new MalformedMessage(`The body (${text.length} characters) is not JSON`);
  }
}

function member(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as Record<string, unknown>)[name];
  return typeof found === 'string' && found !== '' ? found : undefined;
}
