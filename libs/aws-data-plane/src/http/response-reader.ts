import { readChunks, type ChunkReader } from './chunk-reader.ts';
import type { HttpAnswer } from './exchange.ts';

/** Reads one answer from the bytes of a connection. */
export interface ResponseReader {
  /** Takes the next bytes; the answer once it is whole. Throws what {@link readResponse} says. */
  push(bytes: Buffer): HttpAnswer | undefined;
  /** The connection has ended: the answer, where its end is the answer's; otherwise undefined. */
  end(): HttpAnswer | undefined;
  /** Whether another request may follow on the connection; says so once the answer is whole. */
  readonly reusable: boolean;
}

interface Head {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly persistent: boolean;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
/** As `node:http` allows. */
const MAX_HEAD_BYTES = 16 * 1024;
const STATUS_LINE = /^HTTP\/1\.([01]) (\d{3})(?: |$)/;

/**
 * A reader for the answer to one POST. What it throws names what was not HTTP/1.1; nothing more can be read from the
 * connection then. https://www.rfc-editor.org/rfc/rfc9112.html
 */
export function readResponse(): ResponseReader {
  let head: Head | undefined;
  /** Bytes of a head that is not whole yet. */
  let held: Buffer | undefined;
  const body: Buffer[] = [];
  /** Bytes of the body that are still to come; Infinity: all until the connection ends. */
  let missing = 0;
  let chunks: ChunkReader | undefined;
  let reusable = false;

  function whole(left: boolean): HttpAnswer {
    const { statusCode, headers, persistent } = head as Head;
    // Nobody asked for what comes after the answer.
    reusable = persistent && !left;
    const [first] = body;
    const bytes = body.length > 1 ? Buffer.concat(body) : first;
    return { statusCode, headers, body: bytes === undefined ? '' : bytes.toString('utf8') };
  }

  function takeBody(bytes: Buffer): HttpAnswer | undefined {
    if (chunks !== undefined) {
      const left = chunks.push(bytes, body);
      return left === undefined ? undefined : whole(left > 0);
    }
    if (bytes.length < missing) {
      if (bytes.length > 0) body.push(bytes);
      missing -= bytes.length;
      return undefined;
    }
    if (missing > 0) body.push(bytes.subarray(0, missing));
    return whole(bytes.length > missing);
  }

  function push(bytes: Buffer): HttpAnswer | undefined {
    if (head !== undefined) return takeBody(bytes);
    const all = held === undefined ? bytes : Buffer.concat([held, bytes]);
    const end = all.indexOf(END_OF_HEAD);
    if (end < 0 ? all.length > MAX_HEAD_BYTES : end > MAX_HEAD_BYTES) {
      throw new Error(`the answer's head has more than ${MAX_HEAD_BYTES} bytes`);
    }
    held = end < 0 ? all : undefined;
    if (end < 0) return undefined;
    const read = readHead(all.toString('latin1', 0, end));
    const rest = all.subarray(end + END_OF_HEAD.length);
    // 100 and 103 announce an answer.
    if (read.statusCode < 200) return push(rest);
    head = read;
    ({ missing, chunks } = framingOf(read));
    return takeBody(rest);
  }

  return {
    push,
    end: () => (missing === Infinity ? whole(true) : undefined),
    get reusable() {
      return reusable;
    },
  };
}

function readHead(text: string): Head {
  const [statusLine = '', ...lines] = text.split('\r\n');
  const status = STATUS_LINE.exec(statusLine);
  if (status === null) throw new Error(`not an HTTP/1.1 answer: ${JSON.stringify(statusLine.slice(0, 80))}`);
  const headers: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error(`not a header of an answer: ${JSON.stringify(line.slice(0, 80))}`);
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}, ${value}`;
  }
  const connection = headers['connection']?.toLowerCase();
  return {
    statusCode: Number(status[2]),
    headers,
    persistent: status[1] === '1' && !connection?.includes('close'),
  };
}

/** How the end of the body is known, in the order of RFC 9112, section 6.3. */
function framingOf({ statusCode, headers }: Head): { missing: number; chunks?: ChunkReader } {
  if (statusCode === 204 || statusCode === 304) return { missing: 0 };
  const coding = headers['transfer-encoding']?.toLowerCase();
  if (coding === 'chunked') return { missing: 0, chunks: readChunks() };
  if (coding !== undefined) throw new Error(`expected the transfer coding chunked, not ${coding}`);
  const length = headers['content-length'];
  if (length === undefined) return { missing: Infinity };
  if (!/^\d{1,15}$/.test(length)) throw new Error(`content-length must be one number, not ${length}`);
  return { missing: Number(length) };
}
