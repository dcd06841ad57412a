import { parseBase64, parseTimestamp } from './scalars.ts';
import { isSimple, type Field, type Shape, type SimpleShape } from './shape.ts';
import { serializationError } from './wire-errors.ts';

/** `useJsonName`: restJson1 honours the trait, the RPC protocols ignore it. */
export interface JsonOptions {
  readonly useJsonName: boolean;
}

/**
 * A parsed JSON value as its shape asks, members it does not know left out.
 * @throws {AwsError} `SerializationException` naming the member that is of another type.
 */
export function readJson(shape: Shape, value: unknown, options: JsonOptions, path = ''): unknown {
  if (isSimple(shape)) return readSimple(shape, value, path);
  switch (shape.kind) {
    case 'structure': {
      const source = asObject(value, path);
      const result = readFields(shape.fields, source, options, path);
      if (shape.union && Object.keys(result).length !== 1) {
        throw serializationError(
          path,
          `exactly one of ${shape.fields.map(({ name }) => name).join(', ')}`,
          value,
        );
      }
      return result;
    }
    case 'list':
      if (!Array.isArray(value)) throw serializationError(path, 'a list', value);
      return value.map((item: unknown, index) =>
        item === null && shape.sparse ? null : readJson(shape.item.shape, item, options, `${path}[${index}]`),
      );
    case 'map': {
      const entries = Object.entries(asObject(value, path)).filter(
        ([, item]) => item !== null || shape.sparse,
      );
      return Object.fromEntries(
        entries.map(([key, item]) => [
          key,
          item === null ? null : readJson(shape.value.shape, item, options, `${path}.${key}`),
        ]),
      );
    }
    case 'unit':
      return {};
  }
}

/** The members of a structure, from an object whose other members are ignored as AWS ignores them. */
export function readFields(
  fields: readonly Field[],
  source: Readonly<Record<string, unknown>>,
  options: JsonOptions,
  path = '',
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const field of fields) {
    const key = options.useJsonName ? (field.traits.jsonName ?? field.name) : field.name;
    if (!Object.hasOwn(source, key)) continue;
    const value = source[key];
    if (value === null || value === undefined) continue;
    result[field.name] = readJson(field.shape, value, options, path === '' ? key : `${path}.${key}`);
  }
  return result;
}

function readSimple(shape: SimpleShape, value: unknown, path: string): unknown {
  switch (shape.kind) {
    case 'string':
    case 'boolean':
      if (typeof value !== shape.kind) throw serializationError(path, `a ${shape.kind}`, value);
      return value;
    case 'number':
      if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
      if (typeof value !== 'number') throw serializationError(path, 'a number', value);
      return value;
    case 'bigInteger':
      if (typeof value !== 'number') throw serializationError(path, 'an integer', value);
      return BigInt(value);
    case 'bigDecimal':
      if (typeof value !== 'number') throw serializationError(path, 'a number', value);
      return String(value);
    case 'timestamp':
      if (typeof value !== 'number' && typeof value !== 'string')
        throw serializationError(path, 'a timestamp', value);
      return parseTimestamp(value, path);
    case 'blob':
      if (typeof value !== 'string') throw serializationError(path, 'base64', value);
      return parseBase64(value, path);
    case 'document':
      return value;
  }
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw serializationError(path, 'an object', value);
  }
  return value as Record<string, unknown>;
}
