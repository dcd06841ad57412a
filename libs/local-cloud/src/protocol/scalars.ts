import type { SimpleShape, TimestampFormat } from './shape.ts';
import { serializationError } from './wire-errors.ts';

/** Text of a query string, header or path segment as the value its shape asks for; `path` names it in errors. */
export function parseText(shape: SimpleShape, text: string, path: string): unknown {
  switch (shape.kind) {
    case 'string':
    case 'document':
      return text;
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw serializationError(path, 'true or false', text);
    case 'number':
      return parseNumber(text, path);
    case 'bigInteger':
      if (/^-?\d+$/.test(text)) return BigInt(text);
      throw serializationError(path, 'an integer', text);
    case 'bigDecimal':
      parseNumber(text, path);
      return text;
    case 'blob':
      return parseBase64(text, path);
    case 'timestamp':
      return parseTimestamp(text, path);
  }
}

function parseNumber(text: string, path: string): number {
  if (text === 'NaN' || text === 'Infinity' || text === '-Infinity') return Number(text);
  if (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(text)) return Number(text);
  throw serializationError(path, 'a number', text);
}

/** Strict: what is no base64 is an error, not other bytes. */
export function parseBase64(text: string, path: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    throw serializationError(path, 'base64', text);
  }
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** ISO 8601, an HTTP date, or seconds since the epoch: each protocol has its own, clients differ. */
export function parseTimestamp(value: string | number, path: string): Date {
  const seconds =
    typeof value === 'number' ? value : /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/.test(value) ? Number(value) : NaN;
  const date = new Date(Number.isNaN(seconds) ? value : Math.round(seconds * 1000));
  if (Number.isNaN(date.getTime())) throw serializationError(path, 'a timestamp', value);
  return date;
}

/** A value as text for XML, headers or query strings. */
export function formatText(shape: SimpleShape, value: unknown, fallback: TimestampFormat): string {
  switch (shape.kind) {
    case 'timestamp':
      return String(formatTimestamp(value, shape.format ?? fallback));
    case 'blob':
      return toBuffer(value).toString('base64');
    case 'document':
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'string':
    case 'boolean':
    case 'number':
    case 'bigInteger':
    case 'bigDecimal':
      return String(value);
  }
}

/** `value` is a Date, or milliseconds since the epoch. */
export function formatTimestamp(value: unknown, format: TimestampFormat): string | number {
  const date = value instanceof Date ? value : new Date(value as number);
  switch (format) {
    case 'epoch-seconds':
      return date.getTime() / 1000;
    case 'http-date':
      return date.toUTCString();
    case 'date-time':
      return date.toISOString().replace('.000Z', 'Z');
  }
}

/** Bytes of a blob; a string stands for its UTF-8. */
export function toBuffer(value: unknown): Buffer {
  return typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value as Uint8Array);
}
