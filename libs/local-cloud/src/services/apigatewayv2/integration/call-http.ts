import { ownReply, type Reply } from '../data-plane/reply.ts';
import type { Matched } from './matched.ts';

/** `fetch` and the client's own connection decide on these. */
const OWN = new Set([
  'host',
  'content-length',
  'connection',
  'x-forwarded-port',
  'x-forwarded-for',
  'x-forwarded-proto',
]);
/** What `fetch` has undone already, and framing. */
const DROPPED = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'keep-alive',
  'transfer-encoding',
]);

/** Sends the call on to the URL of an HTTP_PROXY integration, path variables filled in; the answer comes back as it is. */
export async function callHttp(matched: Matched, signal: AbortSignal): Promise<Reply> {
  const { integration, call, pathParameters } = matched;
  const filled = (integration.IntegrationUri ?? '').replace(/\{([^}+]+)\+?\}/g, (whole, name: string) => {
    const value = pathParameters[name];
    return value === undefined ? whole : value.split('/').map(encodeURIComponent).join('/');
  });
  const url = new URL(filled);
  for (const [name, value] of new URLSearchParams(call.rawQuery)) url.searchParams.append(name, value);
  const method =
    integration.IntegrationMethod === 'ANY' ? call.method : (integration.IntegrationMethod ?? 'GET');
  const headers = new Headers(Object.entries(call.headers).filter(([name]) => !OWN.has(name)));
  if (call.cookies.length > 0) headers.set('cookie', call.cookies.join('; '));
  headers.set('forwarded', `by=127.0.0.1;for=${call.sourceIp};host=${call.domainName};proto=http`);
  try {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal,
      ...(call.body.length > 0 && method !== 'GET' && method !== 'HEAD'
        ? { body: new Uint8Array(call.body) }
        : {}),
    });
    return {
      status: answer.status,
      headers: [...answer.headers].filter(([name]) => !DROPPED.has(name)),
      body: Buffer.from(await answer.arrayBuffer()),
      trace: { status: answer.status },
    };
  } catch (error) {
    if (signal.aborted) throw error;
    const { cause, message } = error as Error;
    return ownReply(503, 'Service Unavailable', { error: cause instanceof Error ? cause.message : message });
  }
}
