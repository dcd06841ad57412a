/**
 * A message that can never succeed, however often it is tried: throw it from a handler and the message goes to the dead-letter
 * queue at once, with `message` as its reason.
 */
export class PermanentFailure extends Error {
  override name = 'PermanentFailure';
}

/** A message that is no event: not JSON, or without a type. It goes to the dead-letter queue at once. */
export class MalformedMessage extends PermanentFailure {
  override name = 'MalformedMessage';
}

/** No handler for an event's type. Another version of the component may have one: the message is retried. */
export class MissingHandler extends Error {
  override name = 'MissingHandler';
}

/** A handler took longer than it may; its message is retried. */
export class HandlerTimeout extends Error {
  override name = 'HandlerTimeout';
}

/** The component stopped before a handler ended; its message is given back. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}
