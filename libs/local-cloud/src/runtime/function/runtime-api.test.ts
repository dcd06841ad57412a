import { array, assert, asyncProperty, integer, record, string } from 'fast-check';
import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { readRequests } from './read-requests.ts';
import { serveRuntimeApi } from './runtime-api.ts';
import { createRuntimeClient } from './runtime-client.mjs';

const invocation = (requestId: string, payload: string) => ({
  requestId,
  payload: Buffer.from(payload),
  deadline: 1,
  invokedArn: 'arn:f',
  traceId: 'Root=1',
});

test('events and answers, one after the other, whatever is in them; the next is asked for right behind an answer', async () => {
  const answered: string[] = [];
  await assert(
    asyncProperty(array(string({ unit: 'grapheme' }), { minLength: 1, maxLength: 5 }), async (texts) => {
      let asked = 0;
      const api = await serveRuntimeApi({
        next: () => void (asked += 1),
        response: (requestId, body) => void answered.push(`${requestId} ${body.toString()} ${asked}`),
        error: () => undefined,
        initError: () => undefined,
      });
      const client = createRuntimeClient(api.address);
      let next = client.next();
      for (const [index, text] of texts.entries()) {
        api.deliver(invocation(String(index), JSON.stringify(text)));
        const { headers, body } = await next;
        expect(headers).toMatchObject({
          'lambda-runtime-aws-request-id': String(index),
          'lambda-runtime-deadline-ms': '1',
        });
        const told = client.post(`/invocation/${index}/response`, body.toString());
        next = client.next();
        await told;
      }
      next.catch(() => undefined);
      await expect.poll(() => asked).toBe(texts.length + 1);
      // An answer counts before the question that came behind it.
      expect(answered.splice(0)).toEqual(
        texts.map((text, index) => `${index} ${JSON.stringify(text)} ${index + 1}`),
      );
      api.close();
      await expect(next).rejects.toThrow('closed the connection');
    }),
    { numRuns: 20 },
  );
});

test('requests are the same wherever their bytes are cut', async () => {
  await assert(
    asyncProperty(
      array(record({ path: string({ unit: 'grapheme-ascii', minLength: 1 }), body: string() }), {
        minLength: 1,
        maxLength: 4,
      }),
      array(integer({ min: 1, max: 500 })),
      async (requests, cuts) => {
        const wanted = requests.map(({ path, body }) => ({
          method: 'POST',
          path: `/${encodeURIComponent(path)}`,
          body: Buffer.from(body),
        }));
        const bytes = Buffer.concat(
          wanted.flatMap(({ path, body }) => [
            Buffer.from(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`),
            body,
          ]),
        );
        const read = readRequests();
        const places = [...new Set(cuts.map((cut) => cut % bytes.length))].sort((a, b) => a - b);
        const got = [0, ...places].flatMap((from, index) =>
          read(bytes.subarray(from, places[index] ?? bytes.length)),
        );
        expect(got).toEqual(wanted);
      },
    ),
  );
});

test.each([
  ['nonsense\r\n\r\n', 'not a request: "nonsense"'],
  ['POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n', 'expected a content-length, not chunked'],
  ['POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n', 'content-length must be a number, not x'],
  ['x'.repeat(20_000), 'more than 16384 bytes'],
])('%j is refused', (text, message) => {
  expect(() => readRequests()(Buffer.from(text))).toThrow(message);
});

test('what nobody answers is answered 404, and the connection goes on', async () => {
  const nothing = () => undefined;
  const api = await serveRuntimeApi({ next: nothing, response: nothing, error: nothing, initError: nothing });
  const [host, port] = api.address.split(':');
  const socket = connect(Number(port), host);
  socket.write(
    'GET /x HTTP/1.1\r\n\r\nPOST /2018-06-01/runtime/init/error HTTP/1.1\r\ncontent-length: 2\r\n\r\n{}',
  );
  let text = '';
  socket.on('data', (bytes) => (text += bytes.toString()));
  await expect.poll(() => text).toMatch(/404 Not Found[^]*202 Accepted/);
  api.close();
  await once(socket, 'close');
});
