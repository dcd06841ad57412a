import { parseBase64, parseTimestamp } from './scalars.ts';
import { isSimple, type Field, type Shape, type SimpleShape } from './shape.ts';
import { serializationError } from './wire-errors.ts';

/** `useJsonName`: restJson1 honours the trait, the RPC protocols ignore it. */
export interface JsonOptions {
  readonly useJsonName: boolean;
}

/** Where a value stands. Put into words only for an error: every member of every call passes here. */
interface Place {
  readonly within: Place | undefined;
  readonly step: string | number;
}

/**
 * A parsed JSON value as its shape asks, members it does not know left out.
 * @throws {AwsError} `SerializationException` naming the member that is of another type.
 */
export function readJson(shape: Shape, value: unknown, options: JsonOptions, place?: Place): unknown {
  if (isSimple(shape)) return readSimple(shape, value, place);
  switch (shape.kind) {
    case 'structure': {
      const result = readFields(shape.fields, asObject(value, place), options, place);
      if (shape.union && Object.keys(result).length !== 1) {
        throw serializationError(
          named(place),
          `exactly one of ${shape.fields.map(({ name }) => name).join(', ')}`,
          value,
        );
      }
      return result;
    }
    case 'list': {
      if (!Array.isArray(value)) throw serializationError(named(place), 'a list', value);
      return value.map((item: unknown, step) =>
        item === null && shape.sparse
          ? null
          : readJson(shape.item.shape, item, options, { within: place, step }),
      );
    }
    case 'map': {
      const result: Record<string, unknown> = {};
      for (const [key, item] of Object.entries(asObject(value, place))) {
        if (item === null) {
          if (shape.sparse) define(result, key, null);
        } else define(result, key, readJson(shape.value.shape, item, options, { within: place, step: key }));
      }
      return result;
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
  place?: Place,
): Record<string, unknown> {
  const known = fieldsByKey(fields, options);
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(source)) {
    if (value === null || value === undefined) continue;
    const field = known.get(key);
    if (field === undefined) continue;
    result[field.name] = readJson(field.shape, value, options, { within: place, step: key });
  }
  return result;
}

const indexes = {
  named: new WeakMap<readonly Field[], Index>(),
  plain: new WeakMap<readonly Field[], Index>(),
};
type Index = ReadonlyMap<string, Field>;

/** Members by the name they have in JSON: most structures have many, and most values few of them. */
function fieldsByKey(fields: readonly Field[], { useJsonName }: JsonOptions): Index {
  const cache = useJsonName ? indexes.named : indexes.plain;
  let index = cache.get(fields);
  if (index === undefined) {
    const keyOf = ({ name, traits }: Field): string => (useJsonName ? (traits.jsonName ?? name) : name);
    cache.set(fields, (index = new Map(fields.map((field) => [keyOf(field), field]))));
  }
  return index;
}

/** An own property whatever the name, `__proto__` included. */
function define(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function readSimple(shape: SimpleShape, value: unknown, place: Place | undefined): unknown {
  switch (shape.kind) {
    case 'string':
    case 'boolean':
      if (typeof value !== shape.kind) throw serializationError(named(place), `a ${shape.kind}`, value);
      return value;
    case 'number':
      if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value);
      if (typeof value !== 'number') throw serializationError(named(place), 'a number', value);
      return value;
    case 'bigInteger':
      if (typeof value !== 'number') throw serializationError(named(place), 'an integer', value);
      return BigInt(value);
    case 'bigDecimal':
      if (typeof value !== 'number') throw serializationError(named(place), 'a number', value);
      return String(value);
    case 'timestamp':
      if (typeof value !== 'number' && typeof value !== 'string')
        throw serializationError(named(place), 'a timestamp', value);
      return parseTimestamp(value, named(place));
    case 'blob':
      if (typeof value !== 'string') throw serializationError(named(place), 'base64', value);
      return parseBase64(value, named(place));
    case 'document':
      return value;
  }
}

function asObject(value: unknown, place: Place | undefined): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw serializationError(named(place), 'an object', value);
  }
  return value as Record<string, unknown>;
}

/** `Items[0].Name`; empty for the body itself. */
function named(place: Place | undefined): string {
  if (place === undefined) return '';
  const before = named(place.within);
  if (typeof place.step === 'number') return `${before}[${place.step}]`;
  return before === '' ? place.step : `${before}.${place.step}`;
}
