import type { OperationModel } from './model.ts';
import type { WireRequest } from './protocol.ts';
import { formatText, parseText } from './scalars.ts';
import { isSimple, type Field } from './shape.ts';
import { serializationError } from './wire-errors.ts';

/** What the REST protocols put outside the body: https://smithy.io/2.0/spec/http-bindings.html */

/** The members that stand in the path, the query or headers of a request. */
export function readBindings(
  { input, traits }: OperationModel,
  request: WireRequest,
): Record<string, unknown> {
  const bound: Record<string, unknown> = {};
  if (input.kind !== 'structure') return bound;
  const labels = readLabels(traits.http?.[1] ?? '', request.path);
  for (const field of input.fields) {
    const value = readBinding(field, request, labels);
    if (value !== undefined) bound[field.name] = value;
  }
  return bound;
}

/** The status and headers of an answer, by the members that are bound to them. */
export function writeBindings(
  { output, traits }: OperationModel,
  source: Readonly<Record<string, unknown>>,
  headers: Record<string, string>,
): number {
  let status = traits.http?.[2] ?? 200;
  for (const field of output.kind === 'structure' ? output.fields : []) {
    const member = source[field.name];
    if (member === undefined || member === null) continue;
    if (field.traits.httpResponseCode) status = Number(member);
    writeHeaders(field, member, headers);
  }
  return status;
}

/** Whether a member stands elsewhere than among the body's members. */
export function isBound({ traits }: Field): boolean {
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
  if (!uri.includes('{')) return {};
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

export function readText({ shape, name }: Field, text: string): unknown {
  if (!isSimple(shape)) throw serializationError(name, 'a simple value', text);
  return parseText(shape, text, name);
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
