import type { Readable } from 'node:stream';

/** Takes a stream of messages apart that each have their length in four bytes before them. */
export function readFrames(stream: Readable, onMessage: (message: string) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    while (rest.length >= 4) {
      const length = rest.readUInt32BE(0);
      if (rest.length < 4 + length) return;
      onMessage(rest.toString('utf8', 4, 4 + length));
      rest = rest.subarray(4 + length);
    }
  });
}
