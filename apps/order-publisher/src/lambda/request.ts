import type { ApiEvent } from './api-event.ts';

/** A request as Nest and our own code read it from any server. */
export interface LambdaRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string>>;
  params: Readonly<Record<string, string>>;
  /** Set once the route is known and has taken the body's type and size. */
  body: Uint8Array | undefined;
}

/** Reads a request from its event. */
export function readRequest(event: ApiEvent): LambdaRequest {
  const { stage, http } = event.requestContext;
  const prefix = `/${stage}`;
  const staged = stage !== '$default' && `${event.rawPath}/`.startsWith(`${prefix}/`);
  const path = (staged ? event.rawPath.slice(prefix.length) : event.rawPath) || '/';
  const query = event.rawQueryString;
  return {
    method: http.method,
    url: query === '' ? path : `${path}?${query}`,
    path,
    headers: event.headers,
    query: Object.fromEntries(new URLSearchParams(query)),
    params: {},
    body: undefined,
  };
}

/** The body's bytes; undefined where there is none. */
export function readBody({ body, isBase64Encoded }: ApiEvent): Uint8Array | undefined {
  return body === undefined ? undefined : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}
