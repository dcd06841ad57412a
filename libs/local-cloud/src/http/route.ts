import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerCall, type Api } from '../api/answer-call.ts';
import { readRequest } from '../api/read-request.ts';
import { handleControl, type Control } from '../control/handle-control.ts';
import type { HttpHook, Service } from '../service.ts';

/** Every hook of the services, the longest prefix first. */
export function hooksOf(services: Iterable<Service>): HttpHook[] {
  return [...services].flatMap(({ http }) => http ?? []).sort((a, b) => b.prefix.length - a.prefix.length);
}

/** One request to the cloud's port: a hook's, the control's, or an AWS API call. */
export async function route(
  parts: { api: Api; hooks: readonly HttpHook[]; control: Control; origin: string; signal: AbortSignal },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  // SES's own paths begin with /v2 like the registry's: a signed request is always an API call.
  const isSigned = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256') ?? false;
  const hook = isSigned ? undefined : parts.hooks.find(({ prefix }) => isUnder(path, prefix));
  if (hook) return hook.handle(request, response);
  if (isUnder(path, '/_cloud')) return handleControl(parts.control, request, response);
  const outcome = await answerCall(parts.api, await readRequest(request), {
    origin: request.headers.host === undefined ? parts.origin : `http://${request.headers.host}`,
    signal: lazySignal(response, parts.signal),
  });
  if (outcome.kind !== 'answer') {
    if (outcome.kind === 'reset') request.socket.resetAndDestroy();
    return;
  }
  const { status, headers, body } = outcome.response;
  response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  response.end(body);
}

/**
 * Aborted when the caller hangs up, or with `ending`. Made when first asked for: few operations wait, and a controller, its signal and
 * the error of its abort would cost every call more than its own work.
 */
function lazySignal(response: ServerResponse, ending: AbortSignal): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => {
    if (signal !== undefined) return signal;
    const gone = new AbortController();
    if (response.closed) gone.abort();
    else response.once('close', () => gone.abort());
    return (signal = AbortSignal.any([gone.signal, ending]));
  };
}

function isUnder(path: string, prefix: string): boolean {
  const base = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return path === base || path.startsWith(`${base}/`);
}
