/** Takes a chunked body apart. */
export interface ChunkReader {
  /** Adds the data in `bytes` to `body`. Undefined while more is to come, then how many bytes came after the end. */
  push(bytes: Buffer, body: Buffer[]): number | undefined;
}

const LINE_END = Buffer.from('\r\n');
/** A chunk's size with its extensions, or a trailer. */
const MAX_LINE_BYTES = 16 * 1024;

/**
 * A reader for one body in the transfer coding `chunked`; trailers are passed over. Its `push` throws when a size is not
 * a hexadecimal number or a chunk is longer than it said. https://www.rfc-editor.org/rfc/rfc9112.html#section-7.1
 */
export function readChunks(): ChunkReader {
  let held: Buffer | undefined;
  /** Bytes of the chunk that are still to come. */
  let missing = 0;
  let state: 'size' | 'data' | 'data-end' | 'trailer' = 'size';

  return {
    push(bytes, body) {
      let rest = held === undefined ? bytes : Buffer.concat([held, bytes]);
      held = undefined;
      for (;;) {
        if (state === 'data') {
          const data = rest.subarray(0, missing);
          if (data.length > 0) body.push(data);
          missing -= data.length;
          rest = rest.subarray(data.length);
          if (missing > 0) return undefined;
          state = 'data-end';
        }
        const end = rest.indexOf(LINE_END);
        if (end < 0) {
          if (rest.length > MAX_LINE_BYTES) throw new Error('a line of the chunked answer does not end');
          held = rest;
          return undefined;
        }
        const line = rest.toString('latin1', 0, end);
        rest = rest.subarray(end + LINE_END.length);
        if (state === 'size') {
          missing = sizeOf(line);
          state = missing > 0 ? 'data' : 'trailer';
        } else if (state === 'data-end') {
          if (line !== '') throw new Error('a chunk of the answer is longer than it said');
          state = 'size';
        } else if (line === '') {
          return rest.length;
        }
      }
    },
  };
}

function sizeOf(line: string): number {
  const size = /^[0-9a-f]{1,12}(?=$|[\t ;])/i.exec(line);
  if (size === null) throw new Error(`not the size of a chunk: ${JSON.stringify(line.slice(0, 80))}`);
  return Number.parseInt(size[0], 16);
}
