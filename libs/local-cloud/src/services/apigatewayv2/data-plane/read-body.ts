import type { IncomingMessage } from 'node:http';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const MAX_PAYLOAD = 10 * 1024 * 1024;

/** The whole body; undefined when it is over 10 MB, the rest of it then thrown away unread. */
export function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_PAYLOAD) chunks.push(chunk);
    });
    request.on('end', () => resolve(size > MAX_PAYLOAD ? undefined : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}
