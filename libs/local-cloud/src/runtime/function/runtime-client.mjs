import { connect } from 'node:net';

const BASE = '/2018-06-01/runtime';
const END_OF_HEAD = Buffer.from('\r\n\r\n');

/**
 * A client of the Runtime API on one connection, straight on a socket: Lambda's own runtime asks by a native client, which costs the function next to
 * nothing, so neither may this one.
 * @param {string} address `host:port`, as AWS_LAMBDA_RUNTIME_API has it.
 * @returns {{ next(): Promise<{ headers: Record<string, string>, body: Buffer }>, post(path: string, body: string, headers?: Record<string, string>): Promise<unknown> }}
 *   Requests are answered in the order in which they were made. They reject once the connection is gone.
 */
export function createRuntimeClient(address) {
  const [host, port] = address.split(':');
  const socket = connect({ host, port: Number(port), noDelay: true });
  const waiting = [];
  let held = Buffer.alloc(0);

  function fail(error) {
    for (const { reject } of waiting.splice(0)) reject(error);
  }
  socket.on('error', fail);
  socket.on('close', () => fail(new Error(`the Runtime API at ${address} has closed the connection`)));
  socket.on('data', (bytes) => {
    held = held.length === 0 ? bytes : Buffer.concat([held, bytes]);
    for (let answer = readAnswer(held); answer !== undefined; answer = readAnswer(held)) {
      held = held.subarray(answer.length);
      waiting.shift()?.resolve(answer);
    }
  });

  function send(text) {
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      // What is said in one turn goes out in one piece.
      socket.cork();
      process.nextTick(() => socket.uncork());
      socket.write(text, 'utf8');
    });
  }

  return {
    next: () => send(`GET ${BASE}/invocation/next HTTP/1.1\r\nhost: ${address}\r\n\r\n`),
    post(path, body, headers = {}) {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${oneLine(value)}\r\n`);
      const length = `content-length: ${Buffer.byteLength(body)}\r\n`;
      return send(
        `POST ${BASE}${path} HTTP/1.1\r\nhost: ${address}\r\ncontent-type: application/json\r\n${lines.join('')}${length}\r\n${body}`,
      );
    },
  };
}

/** A function's error may be called anything. */
function oneLine(value) {
  return String(value).replaceAll(/[^\x20-\x7e]/g, '?');
}

/** The first answer in `bytes`; undefined while it is not whole. The Runtime API says how long each is. */
function readAnswer(bytes) {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end < 0) return undefined;
  const headers = {};
  for (const line of bytes.toString('latin1', 0, end).split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const start = end + END_OF_HEAD.length;
  const length = start + Number(headers['content-length']);
  return bytes.length < length ? undefined : { headers, body: bytes.subarray(start, length), length };
}
