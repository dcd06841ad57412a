import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { WireRequest } from '../protocol/protocol.ts';
import { AwsError } from '../service.ts';

/** Shared by all requests that have none. Nobody writes into a request. */
const NO_QUERY = new URLSearchParams();
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
    query: mark === -1 ? NO_QUERY : new URLSearchParams(url.slice(mark + 1)),
    headers: request.headers,
    body: request.headers['content-encoding'] === 'gzip' ? await unpack(body) : body,
  };
}

/** By events: an iterator over a stream costs more than all the rest of reading a small body. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        request.destroy();
        reject(
          new AwsError('RequestEntityTooLarge', `The body is larger than ${MAX_BODY_BYTES} bytes.`, {
            statusCode: 413,
          }),
        );
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
    // A caller that hangs up half way.
    request.on('close', () => {
      if (!request.complete) reject(new Error('The request was not sent to its end.'));
    });
  });
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
