import type { JsonOptions } from './read-json.ts';
import { formatTimestamp, toBuffer } from './scalars.ts';
import type { Field, Shape } from './shape.ts';

/** A value as plain JSON; members that the model does not have are left out, so nothing internal leaks. */
export function writeJson(shape: Shape, value: unknown, options: JsonOptions): unknown {
  switch (shape.kind) {
    case 'structure':
      return writeFields(shape.fields, value as Record<string, unknown>, options);
    case 'list':
      return (value as unknown[]).map((item) =>
        item === null || item === undefined ? null : writeJson(shape.item.shape, item, options),
      );
    case 'map':
      return Object.fromEntries(
        Object.entries(value as Record<string, unknown>)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => [key, item === null ? null : writeJson(shape.value.shape, item, options)]),
      );
    case 'timestamp':
      return formatTimestamp(value, shape.format ?? 'epoch-seconds');
    case 'blob':
      return toBuffer(value).toString('base64');
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigInteger':
    case 'bigDecimal':
      return Number(value);
    case 'unit':
      return {};
    case 'string':
    case 'boolean':
    case 'document':
      return value;
  }
}

/** The members that are there, under their wire names. */
export function writeFields(
  fields: readonly Field[],
  source: Readonly<Record<string, unknown>>,
  options: JsonOptions,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, traits, shape } of fields) {
    const value = source[name];
    if (value === undefined || value === null) continue;
    result[options.useJsonName ? (traits.jsonName ?? name) : name] = writeJson(shape, value, options);
  }
  return result;
}
