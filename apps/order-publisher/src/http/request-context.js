import { randomBytes, randomUUID } from 'node:crypto';
// https://www.w3.org/TR/trace-context/#traceparent-header: ff is no version, all-zero ids are invalid.
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?$/;
const REQUEST_ID = /^[\w.:=+/-]{1,128}$/;
const contexts = new WeakMap();
/** The context of a request: made from its headers the first time it is asked for. */
export function contextOf(request) {
  const known = contexts.get(request);
  if (known !== undefined) return known;
  const created = createContext(request.headers);
  contexts.set(request, created);
  return created;
}
function createContext(headers) {
  const given = headers['x-request-id'];
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  const random = randomBytes(24).toString('hex');
  const span = random.slice(32);
  const parent = parentOf(headers['traceparent']);
  const traceId = parent?.traceId ?? random.slice(0, 32);
  return { requestId, traceId, traceparent: `00-${traceId}-${span}-${parent?.flags ?? '01'}`, fields: {} };
}
function parentOf(header) {
  const match = typeof header === 'string' ? TRACEPARENT.exec(header) : null;
  const [, version, traceId, flags, rest] = match ?? [];
  if (traceId === undefined || flags === undefined) return undefined;
  // Version 00 has exactly four fields; a later version may add some.
  if (version === '00' && rest !== undefined) return undefined;
  return { traceId, flags };
}
