import type { Cors } from '@aws-sdk/client-apigatewayv2';
import type { Call } from './call.ts';
import type { Reply } from './reply.ts';

type Header = readonly [name: string, value: string];

/** Whether a browser asks first what it may send. */
export const isPreflight = ({ method, headers }: Call): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** What API Gateway answers to a preflight by itself, whatever routes there are. */
export function answerPreflight(cors: Cors, { headers }: Call): Reply {
  const origin = allowedOrigin(cors, headers.origin);
  const method = headers['access-control-request-method'] ?? '';
  const methods = cors.AllowMethods ?? [];
  const allowed = origin !== undefined && (methods.includes('*') || methods.includes(method));
  const list = (name: string, values: readonly string[] | undefined): Header[] =>
    values === undefined || values.length === 0 ? [] : [[name, values.join(',')]];
  return {
    status: 204,
    headers: allowed
      ? [
          ...originHeaders(cors, origin),
          ...list('access-control-allow-methods', cors.AllowMethods),
          ...list('access-control-allow-headers', cors.AllowHeaders),
          ...list('access-control-expose-headers', cors.ExposeHeaders),
          ['access-control-max-age', String(cors.MaxAge ?? 0)],
        ]
      : [],
    body: Buffer.alloc(0),
  };
}

/** With CORS configured its headers are API Gateway's affair alone: those of the integration are dropped. */
export function withCors(cors: Cors, { headers }: Call, reply: Reply): Reply {
  const kept = reply.headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-'));
  const origin = allowedOrigin(cors, headers.origin);
  if (origin === undefined) return { ...reply, headers: kept };
  const exposed: Header[] =
    (cors.ExposeHeaders ?? []).length > 0
      ? [['access-control-expose-headers', cors.ExposeHeaders?.join(',') ?? '']]
      : [];
  return { ...reply, headers: [...kept, ...originHeaders(cors, origin), ...exposed] };
}

function originHeaders(cors: Cors, origin: string): Header[] {
  return [
    ['access-control-allow-origin', origin],
    ...(origin === '*' ? [] : [['vary', 'origin'] as const]),
    ...(cors.AllowCredentials === true ? [['access-control-allow-credentials', 'true'] as const] : []),
  ];
}

/** `*`, or the origin itself where the list names it or its scheme (`https://*`). */
function allowedOrigin(cors: Cors, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  const origins = cors.AllowOrigins ?? [];
  if (origins.includes('*')) return '*';
  const fits = (pattern: string): boolean =>
    pattern.endsWith('://*')
      ? origin.startsWith(pattern.slice(0, -1))
      : pattern.toLowerCase() === origin.toLowerCase();
  return origins.some(fits) ? origin : undefined;
}
