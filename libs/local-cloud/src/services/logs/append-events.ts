import { comparePositions, type LogEvent, type Logs, type LogStream } from './records.ts';

/** The newest this many events of a stream are kept, and a tenth more at most: this is memory, not a disk without end. */
export const STREAM_BOUND = 100_000;
/** The longest message, in characters; longer ones are cut. */
const LONGEST = 262_118;

/** Adds events to a stream, each at its place in time. */
export function appendEvents(
  logs: Logs,
  stream: LogStream,
  events: readonly { readonly timestamp: number; readonly message: string }[],
): void {
  const ingestionTime = logs.clock.now();
  for (const { timestamp, message } of events) {
    logs.serial += 1;
    insert(stream.events, {
      timestamp,
      message: message.slice(0, LONGEST),
      ingestionTime,
      serial: logs.serial,
    });
  }
  // Now and then in one go: a copy with every line would cost a busy stream more than the line.
  if (stream.events.length > 1.1 * STREAM_BOUND) stream.events = stream.events.slice(-STREAM_BOUND);
}

function insert(events: LogEvent[], event: LogEvent): void {
  let index = events.length;
  // Nearly always the newest: looked for from the end.
  while (index > 0 && comparePositions(events[index - 1] ?? event, event) > 0) index -= 1;
  events.splice(index, 0, event);
}
