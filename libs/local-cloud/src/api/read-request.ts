import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { WireRequest } from '../protocol/protocol.ts';
import { AwsError } from '../service.ts';

const unzip = promisify(gunzip);
/** Above the largest request AWS takes (a 50 MB function package, base64 in JSON). */
const MAX_BODY_BYTES = 100 * 1024 * 1024;

/**
 * A request with its whole body, unpacked where the client compressed it.
 * @throws {AwsError} `RequestEntityTooLarge` above 100 MiB.
 */
export async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const body = await readBody(request);
  return {
    method: request.method ?? 'GET',
    path: mark === -1 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark === -1 ? '' : url.slice(mark + 1)),
    headers: request.headers,
    body: request.headers['content-encoding'] === 'gzip' ? await unpack(body) : body,
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) {
      throw new AwsError('RequestEntityTooLarge', `The body is larger than ${MAX_BODY_BYTES} bytes.`, {
        statusCode: 413,
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function unpack(body: Buffer): Promise<Buffer> {
  try {
    return await unzip(body, { maxOutputLength: MAX_BODY_BYTES });
  } catch (cause) {
    throw new AwsError('SerializationException', 'The body is not gzip, as its Content-Encoding says.', {
      cause,
    });
  }
}
