import { PROBLEM_KINDS } from '../http/problem-kinds.ts';
/** The headers every answer carries. */
const COMMON_HEADERS = {
  'X-Request-Id': {
    description: "The caller's id for this request, else one of ours.",
    schema: { type: 'string' },
  },
  traceparent: { description: 'W3C Trace Context of this request.', schema: { type: 'string' } },
};
/** A JSON answer with schema `name` of the components. */
export function jsonResponse(description, name, headers = {}) {
  return {
    description,
    headers: { ...headers, ...COMMON_HEADERS },
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  };
}
/** The error answers of an operation, by status: kinds that share one are told apart by `type`. */
export function problemResponses(...kinds) {
  const statuses = new Set(kinds.map((kind) => PROBLEM_KINDS[kind].status));
  return Object.fromEntries([...statuses].map((status) => [String(status), problemResponse(status, kinds)]));
}
function problemResponse(status, kinds) {
  const here = kinds.filter((kind) => PROBLEM_KINDS[kind].status === status);
  return {
    description: here.map((kind) => `${PROBLEM_KINDS[kind].title}.`).join(' '),
    headers: {
      ...(status === 503
        ? { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' } } }
        : {}),
      ...COMMON_HEADERS,
    },
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}
