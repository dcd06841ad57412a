/**
 * A message that can never succeed, however often it is tried: throw it from a handler and the message goes to the dead-letter
 * queue at once, with `message` as its reason.
 */
export class PermanentFailure extends Error {
  override name = 'PermanentFailure';
}

/** A message that cannot succeed yet: throw it from a handler and the message is shown again after `seconds`, not after the backoff. */
export class RetryLater extends Error {
  override name = 'RetryLater';
  /** Whole seconds, 0 to 43,200. */
  readonly seconds: number;

  constructor(message: string, { seconds, cause }: { readonly seconds: number; readonly cause?: unknown }) {
    super(message, { cause });
    this.seconds = Math.min(43_200, Math.max(0, Math.ceil(seconds)));
  }
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
