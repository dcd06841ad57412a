/** An event that SNS would not take; nothing was sent. */
export class EventTooLarge extends Error {
  override name = 'EventTooLarge';
  readonly bytes: number;

  constructor(id: string, bytes: number, most: number) {
    super(
      `Event ${id} has ${bytes} bytes with its attributes; SNS takes ${most}. Publish a reference to the data instead`,
    );
    this.bytes = bytes;
  }
}

/** SNS refused one event of a batch. */
export class PublishRejected extends Error {
  override name = 'PublishRejected';
  /** SNS's error code for this event. */
  readonly code: string;
  /** Sending it again may help. */
  readonly retryable: boolean;

  constructor(code: string, detail: string | undefined, retryable: boolean) {
    super(`SNS refused the event: ${code}${detail === undefined ? '' : `: ${detail}`}`);
    this.code = code;
    this.retryable = retryable;
  }
}

/** Too many events wait for SNS already, or the publisher is closed. Nothing was sent. */
export class PublisherUnavailable extends Error {
  override name = 'PublisherUnavailable';
}
