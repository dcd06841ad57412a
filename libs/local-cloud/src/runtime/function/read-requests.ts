/** A request of a runtime, whole. */
export interface RuntimeRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Buffer;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/1\.1$/;
const MAX_HEAD_BYTES = 16 * 1024;

/**
 * Takes the bytes of a connection apart into its requests, in their order. What it returns throws for what is no request of HTTP/1.1 with a
 * content-length: nothing more can be read then. A runtime makes two requests an invocation, and nothing else connects here: `node:http`
 * would cost this cloud more than all that it does for them.
 */
export function readRequests(): (bytes: Buffer) => RuntimeRequest[] {
  let held: Buffer = Buffer.alloc(0);
  return (bytes) => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    const requests: RuntimeRequest[] = [];
    for (;;) {
      const end = held.indexOf(END_OF_HEAD);
      if (end < 0) {
        if (held.length > MAX_HEAD_BYTES) throw new Error(`a head of more than ${MAX_HEAD_BYTES} bytes`);
        return requests;
      }
      const head = readHead(held.toString('latin1', 0, end));
      const start = end + END_OF_HEAD.length;
      if (held.length < start + head.length) return requests;
      requests.push({
        method: head.method,
        path: head.path,
        body: held.subarray(start, start + head.length),
      });
      held = held.subarray(start + head.length);
    }
  };
}

function readHead(text: string): { method: string; path: string; length: number } {
  const [requestLine = '', ...lines] = text.split('\r\n');
  const [, method, path] = REQUEST_LINE.exec(requestLine) ?? [];
  if (method === undefined || path === undefined) {
    throw new Error(`not a request: ${JSON.stringify(requestLine.slice(0, 80))}`);
  }
  let length = 0;
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'transfer-encoding') throw new Error(`expected a content-length, not ${value}`);
    if (name !== 'content-length') continue;
    if (!/^\d{1,10}$/.test(value)) throw new Error(`content-length must be a number, not ${value}`);
    length = Number(value);
  }
  return { method, path, length };
}
