import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiEvent, ApiHandler } from '../src/lambda/index.ts';

/** An HTTP API of one route, `$default`, in front of a handler in this process. */
export interface EventBridge {
  readonly url: string;
  close(): Promise<void>;
}

/** Makes events of requests as API Gateway does, payload format 2.0, and requests' answers of results. */
export async function startEventBridge(handler: ApiHandler): Promise<EventBridge> {
  const server = createServer((request, response) => {
    void (async () => {
      const { statusCode, headers, body, isBase64Encoded } = await handler(await eventOf(request), {
        awsRequestId: randomUUID(),
      });
      response.writeHead(statusCode, headers).end(body, isBase64Encoded ? 'base64' : 'utf8');
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function eventOf(request: IncomingMessage): Promise<ApiEvent> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const [rawPath = '/', rawQueryString = ''] = (request.url ?? '/').split('?', 2);
  // API Gateway takes these for text, and everything else for binary.
  const text = /^(text\/|application\/(json|xml|javascript))/.test(request.headers['content-type'] ?? '');
  const isBase64Encoded = bytes.length > 0 && (!text || request.headers['content-encoding'] !== undefined);
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    ...(bytes.length > 0 && { body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
    requestContext: { stage: '$default', http: { method: request.method ?? 'GET' } },
  };
}
