import { parseJsonBody, writeJsonError } from './json-protocol.ts';
import type { Protocol, WireRequest } from './protocol.ts';
import { readFields, readJson } from './read-json.ts';
import { matchRoute } from './rest-routes.ts';
import { formatText, parseText, toBuffer } from './scalars.ts';
import { isSimple, type Field } from './shape.ts';
import { serializationError } from './wire-errors.ts';
import { writeFields, writeJson } from './write-json.ts';

const options = { useJsonName: true };
const contentType = 'application/json';

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJsonProtocol: Protocol = {
  operationName: (model, { method, path, query }) =>
    model && matchRoute(model, method, path, query)?.operation.name,
  readInput({ input, traits }, request) {
    if (input.kind !== 'structure') return {};
    const labels = readLabels(traits.http?.[1] ?? '', request.path);
    const bound: Record<string, unknown> = {};
    for (const field of input.fields) {
      const value = readBinding(field, request, labels);
      if (value !== undefined) bound[field.name] = value;
    }
    const body = input.fields.filter((field) => !isBound(field));
    // A GET has no body: by an older route of the operation these stand in its query.
    if (request.method === 'GET') {
      for (const field of body) {
        const text = request.query.get(field.name);
        if (text !== null) bound[field.name] = readText(field, text);
      }
    }
    if (body.length === 0 || input.fields.some(({ traits }) => traits.httpPayload)) return bound;
    return { ...readFields(body, parseJsonBody(request.body), options), ...bound };
  },
  writeOutput(_model, { output, traits }, value, requestId) {
    const source = (value ?? {}) as Record<string, unknown>;
    const headers: Record<string, string> = { 'content-type': contentType, 'x-amzn-requestid': requestId };
    const fields = output.kind === 'structure' ? output.fields : [];
    let status = traits.http?.[2] ?? 200;
    let body: string | Uint8Array | undefined;
    for (const field of fields) {
      const member = source[field.name];
      if (member === undefined || member === null) continue;
      if (field.traits.httpResponseCode) status = Number(member);
      if (field.traits.httpPayload) body = writePayload(field, member);
      writeHeaders(field, member, headers);
    }
    const bodyFields = fields.filter((field) => !isBound(field));
    const hasPayload = fields.some(({ traits }) => traits.httpPayload);
    body ??= hasPayload || status === 204 ? '' : JSON.stringify(writeFields(bodyFields, source, options));
    return { status, headers, body };
  },
  writeError: (model, failure, requestId) => writeJsonError(model, failure, requestId, contentType),
};

function isBound({ traits }: Field): boolean {
  return Boolean(
    traits.httpLabel ??
    traits.httpQuery ??
    traits.httpQueryParams ??
    traits.httpHeader ??
    traits.httpPrefixHeaders ??
    traits.httpPayload ??
    traits.httpResponseCode,
  );
}

/** The operation is known already: its own template tells which segment is which label. */
function readLabels(uri: string, path: string): Record<string, string> {
  const template = uri.split('?')[0] ?? '';
  const names: string[] = [];
  const source = template.replace(/\{(\w+)(\+?)\}/g, (_all, name: string, greedy: string) => {
    names.push(name);
    return greedy ? '(.+)' : '([^/]+)';
  });
  const found = new RegExp(`^${source}/?$`).exec(path);
  return Object.fromEntries(names.map((name, index) => [name, found?.[index + 1] ?? '']));
}

function readBinding(field: Field, request: WireRequest, labels: Readonly<Record<string, string>>): unknown {
  const { name, traits } = field;
  if (traits.httpLabel) return readText(field, decodeURIComponent(labels[name] ?? ''));
  if (traits.httpPayload) return readPayload(field, request.body);
  if (traits.httpHeader) {
    const header = request.headers[traits.httpHeader.toLowerCase()];
    if (header === undefined) return undefined;
    return readTexts(field, field.shape.kind === 'list' ? String(header).split(/\s*,\s*/) : [String(header)]);
  }
  if (traits.httpPrefixHeaders !== undefined) {
    const prefix = traits.httpPrefixHeaders.toLowerCase();
    const found = Object.entries(request.headers).filter(([key]) => key.startsWith(prefix));
    return found.length > 0
      ? Object.fromEntries(found.map(([key, value]) => [key.slice(prefix.length), String(value)]))
      : undefined;
  }
  if (traits.httpQuery) {
    return request.query.has(traits.httpQuery)
      ? readTexts(field, request.query.getAll(traits.httpQuery))
      : undefined;
  }
  return traits.httpQueryParams ? Object.fromEntries(request.query) : undefined;
}

function readTexts(field: Field, texts: readonly string[]): unknown {
  return field.shape.kind === 'list'
    ? texts.map((text) => readText(field.shape.kind === 'list' ? field.shape.item : field, text))
    : readText(field, texts[0] ?? '');
}

function readText({ shape, name }: Field, text: string): unknown {
  if (!isSimple(shape)) throw serializationError(name, 'a simple value', text);
  return parseText(shape, text, name);
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

function writeHeaders(field: Field, value: unknown, headers: Record<string, string>): void {
  const { traits, shape } = field;
  if (traits.httpPrefixHeaders !== undefined) {
    for (const [key, item] of Object.entries(value as Record<string, unknown>)) {
      headers[`${traits.httpPrefixHeaders}${key}`.toLowerCase()] = String(item);
    }
  }
  if (!traits.httpHeader) return;
  const write = ({ shape }: Field, item: unknown) =>
    isSimple(shape) ? formatText(shape, item, 'http-date') : '';
  headers[traits.httpHeader.toLowerCase()] =
    shape.kind === 'list'
      ? (value as unknown[]).map((item) => write(shape.item, item)).join(', ')
      : write(field, value);
}
