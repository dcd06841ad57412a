import {
  array,
  assert,
  boolean,
  constantFrom,
  integer,
  property,
  record,
  string,
  uint8Array,
} from 'fast-check';
import { expect, test } from 'vitest';
import { readResponse } from './response-reader.ts';

/** Reads `bytes`, cut after each of `cuts`; the answer, and how often there was one. */
function readIn(bytes: Buffer, cuts: readonly number[], ends: boolean) {
  const reader = readResponse();
  const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
  const pieces = [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
  const answers = pieces.map((piece) => reader.push(piece)).filter((answer) => answer !== undefined);
  const last = ends ? reader.end() : undefined;
  return { answers: last === undefined ? answers : [...answers, last], reusable: reader.reusable };
}

interface Framing {
  readonly kind: 'length' | 'end' | 'chunks';
  /** Of the chunks, in turn. */
  readonly sizes: readonly number[];
  readonly extension: string;
  readonly trailer: string;
}

const framing = record<Framing>({
  kind: constantFrom('length', 'end', 'chunks'),
  sizes: array(integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
  extension: constantFrom('', ';name=value', ' ; q'),
  trailer: constantFrom('', 'x-checksum: abc\r\n'),
});

function frame(body: Buffer, how: Framing): { headers: string; bytes: Buffer } {
  if (how.kind === 'length') return { headers: `Content-Length: ${body.length}\r\n`, bytes: body };
  if (how.kind === 'end') return { headers: '', bytes: body };
  const parts: Buffer[] = [];
  for (let from = 0, turn = 0; from < body.length; turn++) {
    const size = how.sizes[turn % how.sizes.length] as number;
    const data = body.subarray(from, from + size);
    parts.push(Buffer.from(`${data.length.toString(16)}${how.extension}\r\n`), data, Buffer.from('\r\n'));
    from += size;
  }
  parts.push(Buffer.from(`0\r\n${how.trailer}\r\n`));
  return { headers: 'Transfer-Encoding: Chunked\r\n', bytes: Buffer.concat(parts) };
}

test('an answer is the same wherever its bytes are cut, and however its end is told', () => {
  assert(
    property(
      record({
        status: integer({ min: 200, max: 599 }).filter((status) => status !== 204 && status !== 304),
        text: string({ unit: 'grapheme', maxLength: 300 }),
        how: framing,
        early: array(constantFrom('100 Continue', '103 Early Hints'), { maxLength: 2 }),
        close: boolean(),
        after: uint8Array({ maxLength: 3 }),
        cuts: array(integer({ min: 1, max: 2000 }), { maxLength: 12 }),
      }),
      ({ status, text, how, early, close, after, cuts }) => {
        const { headers, bytes } = frame(Buffer.from(text), how);
        const announced = early.map((line) => `HTTP/1.1 ${line}\r\nlink: <a>\r\n\r\n`).join('');
        const head = `HTTP/1.1 ${status} Some words\r\nX-Amzn-RequestId:  r-1 \r\nDate: a: b\r\n${headers}${close ? 'Connection: Close\r\n' : ''}\r\n`;
        // Where the connection's end is the body's, everything is body.
        const more = how.kind === 'end' ? Buffer.alloc(0) : Buffer.from(after);
        const whole = Buffer.concat([Buffer.from(announced + head), bytes, more]);
        // What follows the answer comes in its last piece: where another one brings it, the connection sees to it.
        const mayCut = whole.length - more.length - 1;
        const { answers, reusable } = readIn(
          whole,
          cuts.map((cut) => (cut % mayCut) + 1),
          how.kind === 'end',
        );
        expect(answers).toHaveLength(1);
        expect(answers[0]).toMatchObject({ statusCode: status, body: text });
        expect(answers[0]?.headers).toMatchObject({ 'x-amzn-requestid': 'r-1', date: 'a: b' });
        expect(reusable).toBe(!close && more.length === 0 && how.kind !== 'end');
      },
    ),
    { numRuns: 500 },
  );
});

test('an answer without a body has none, whatever comes after', () => {
  for (const line of ['204 No Content', '304 Not Modified', '200 OK\r\nContent-Length: 0']) {
    const reader = readResponse();
    expect(reader.push(Buffer.from(`HTTP/1.1 ${line}\r\n\r\n`))?.body).toBe('');
    expect(reader.reusable).toBe(true);
  }
});

test('the connection of HTTP/1.0 is not used again', () => {
  const reader = readResponse();
  expect(reader.push(Buffer.from('HTTP/1.0 200 OK\r\ncontent-length: 1\r\n\r\na'))?.body).toBe('a');
  expect(reader.reusable).toBe(false);
});

test('an answer that is cut off is none', () => {
  const head = 'HTTP/1.1 200 OK\r\n';
  for (const text of [
    head,
    `${head}content-length: 3\r\n\r\nab`,
    `${head}transfer-encoding: chunked\r\n\r\n2\r\nab`,
  ]) {
    const reader = readResponse();
    expect(reader.push(Buffer.from(text))).toBeUndefined();
    expect(reader.end()).toBeUndefined();
  }
});

test.each([
  ['another protocol', 'SSH-2.0-x\r\n\r\n', 'not an HTTP/1.1 answer: "SSH-2.0-x"'],
  ['HTTP/2', 'HTTP/2 200\r\n\r\n', 'not an HTTP/1.1 answer: "HTTP/2 200"'],
  ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n', 'not a header of an answer: ": x"'],
  [
    'two lengths',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
    'must be one number, not 1, 2',
  ],
  ['a negative length', 'HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n', 'must be one number, not -1'],
  [
    'another coding',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n',
    'chunked, not gzip, chunked',
  ],
  [
    'a chunk without a size',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n',
    'size of a chunk: "xyz"',
  ],
  [
    'a chunk that is too long',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n',
    'longer than it said',
  ],
  ['a head that does not end', `HTTP/1.1 200 OK\r\n${'x'.repeat(20_000)}`, 'more than 16384 bytes'],
  [
    'a size that does not end',
    `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${'1'.repeat(20_000)}`,
    'does not end',
  ],
])('%s is refused', (_, text, message) => {
  expect(() => readResponse().push(Buffer.from(text))).toThrow(message);
});
