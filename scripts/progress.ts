import type { WriteStream } from 'node:tty';

/** A line that says how far things are. */
export interface Progress {
  readonly update: (text: string) => void;
  readonly clear: () => void;
}

/** On a terminal one line that is overwritten; elsewhere nothing, the result says it all. */
export function showProgress(stream: Pick<WriteStream, 'isTTY' | 'write'>): Progress {
  if (!stream.isTTY) return { update: () => undefined, clear: () => undefined };
  return {
    update: (text) => stream.write(`\r\u001B[K${text}`),
    clear: () => stream.write('\r\u001B[K'),
  };
}
