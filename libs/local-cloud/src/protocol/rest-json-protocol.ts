import { parseJsonBody, writeJsonError } from './json-protocol.ts';
import type { Protocol } from './protocol.ts';
import { readFields, readJson } from './read-json.ts';
import { isBound, readBindings, readText, writeBindings } from './rest-bindings.ts';
import { matchRoute } from './rest-routes.ts';
import { toBuffer } from './scalars.ts';
import type { Field } from './shape.ts';
import { writeFields, writeJson } from './write-json.ts';

const options = { useJsonName: true };
const contentType = 'application/json';

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJsonProtocol: Protocol = {
  operationName: (model, { method, path, query }) =>
    model && matchRoute(model, method, path, query)?.operation.name,
  readInput(operation, request) {
    const { input } = operation;
    if (input.kind !== 'structure') return {};
    const bound = readBindings(operation, request);
    const payload = input.fields.find(({ traits }) => traits.httpPayload);
    if (payload) {
      const value = readPayload(payload, request.body);
      if (value !== undefined) bound[payload.name] = value;
    }
    const body = unboundFields(input.fields);
    // A GET has no body: by an older route of the operation these stand in its query.
    if (request.method === 'GET') {
      for (const field of body) {
        const text = request.query.get(field.name);
        if (text !== null) bound[field.name] = readText(field, text);
      }
    }
    if (body.length === 0 || payload) return bound;
    return { ...readFields(body, parseJsonBody(request.body), options), ...bound };
  },
  writeOutput(_model, operation, value, requestId) {
    const { output } = operation;
    const source = (value ?? {}) as Record<string, unknown>;
    const headers: Record<string, string> = { 'content-type': contentType, 'x-amzn-requestid': requestId };
    const fields = output.kind === 'structure' ? output.fields : [];
    const status = writeBindings(operation, source, headers);
    const payload = fields.find(({ traits }) => traits.httpPayload);
    const member = payload && source[payload.name];
    let body: string | Uint8Array | undefined;
    if (payload && member !== undefined && member !== null) body = writePayload(payload, member);
    body ??=
      payload || status === 204 ? '' : JSON.stringify(writeFields(unboundFields(fields), source, options));
    return { status, headers, body };
  },
  writeError: (model, failure, requestId) => writeJsonError(model, failure, requestId, contentType),
};

const unbound = new WeakMap<readonly Field[], readonly Field[]>();

/** The members that stand in the body; worked out once, and the same list every time. */
function unboundFields(fields: readonly Field[]): readonly Field[] {
  let found = unbound.get(fields);
  if (found === undefined) unbound.set(fields, (found = fields.filter((field) => !isBound(field))));
  return found;
}

function readPayload({ shape }: Field, body: Buffer): unknown {
  if (shape.kind === 'blob') return new Uint8Array(body);
  if (body.length === 0) return undefined;
  return shape.kind === 'string' ? body.toString('utf8') : readJson(shape, parseJsonBody(body), options);
}

function writePayload({ shape }: Field, value: unknown): string | Uint8Array {
  if (shape.kind === 'blob') return toBuffer(value);
  return shape.kind === 'string' ? String(value) : JSON.stringify(writeJson(shape, value, options));
}
