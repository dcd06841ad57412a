import { NormalizedSchema } from '@smithy/core/schema';

/** Smithy traits as the SDK's schemas carry them, own and member's merged. */
export interface Traits {
  readonly xmlName?: string;
  readonly xmlFlattened?: 1;
  readonly xmlAttribute?: 1;
  readonly ec2QueryName?: string;
  readonly jsonName?: string;
  readonly streaming?: 1;
  readonly httpLabel?: 1;
  readonly httpQuery?: string;
  readonly httpQueryParams?: 1;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly httpPayload?: 1;
  readonly httpResponseCode?: 1;
  readonly http?: readonly [method: string, path: string, status: number];
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
  readonly error?: 'client' | 'server';
}

/** A member of a structure, an item of a list, a key or a value of a map. */
export interface Field {
  readonly name: string;
  readonly traits: Traits;
  readonly required: boolean;
  readonly shape: Shape;
}

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

/** A Smithy shape, read once from the SDK's schema and then cheap to walk. */
export type Shape =
  | {
      readonly kind: 'structure';
      readonly name: string;
      readonly union: boolean;
      readonly fields: readonly Field[];
    }
  | { readonly kind: 'list'; readonly item: Field; readonly sparse: boolean }
  | { readonly kind: 'map'; readonly key: Field; readonly value: Field; readonly sparse: boolean }
  | { readonly kind: 'timestamp'; readonly format: TimestampFormat | undefined }
  | { readonly kind: 'string' | 'boolean' | 'number' | 'bigInteger' | 'bigDecimal' | 'blob' | 'document' }
  | { readonly kind: 'unit' };

/** A shape whose values have no members. */
export type SimpleShape = Exclude<Shape, { kind: 'structure' | 'list' | 'map' | 'unit' }>;

export function isSimple(shape: Shape): shape is SimpleShape {
  return shape.kind !== 'structure' && shape.kind !== 'list' && shape.kind !== 'map' && shape.kind !== 'unit';
}

const demanding = new WeakMap<Shape, boolean>();

/** Whether a value of this shape can lack anything: some member of it, or of what it holds, is required. */
export function demandsMembers(shape: Shape): boolean {
  let answer = demanding.get(shape);
  if (answer === undefined) demanding.set(shape, (answer = reachesRequired(shape)));
  return answer;
}

/** Over everything a shape holds: it may hold itself. */
function reachesRequired(shape: Shape): boolean {
  const seen = new Set([shape]);
  for (const one of seen) {
    for (const field of partsOf(one)) {
      if (field.required) return true;
      seen.add(field.shape);
    }
  }
  return false;
}

function partsOf(shape: Shape): readonly Field[] {
  if (shape.kind === 'structure') return shape.fields;
  if (shape.kind === 'list') return [shape.item];
  return shape.kind === 'map' ? [shape.value] : [];
}

const cache = new WeakMap<object, Shape>();
const timestampFormats = new Map<unknown, TimestampFormat>([
  [5, 'date-time'],
  [6, 'http-date'],
  [7, 'epoch-seconds'],
]);

/**
 * The shape behind a schema that an `@aws-sdk/client-*` exports (or a reference to one).
 * @throws {TypeError} for a schema of a kind that Smithy did not have when this was written.
 */
export function shapeOf(reference: unknown): Shape {
  const schema = NormalizedSchema.of(reference as never);
  const raw: unknown = schema.getSchema();
  const key = typeof raw === 'object' && raw !== null ? raw : undefined;
  const known = key && cache.get(key);
  if (known) return known;
  const shape = compile(schema, raw);
  if (key) cache.set(key, shape);
  return shape;
}

function compile(schema: NormalizedSchema, raw: unknown): Shape {
  if (schema.isUnitSchema()) return { kind: 'unit' };
  if (schema.isStructSchema()) {
    // Required members come first; how many they are stands at index 6 (at 7 for errors made by hand: never read).
    const required = Array.isArray(raw) && typeof raw[6] === 'number' ? raw[6] : 0;
    const fields = [...schema.structIterator()].map(([name, member], index) =>
      fieldOf(name, member, index < required),
    );
    return { kind: 'structure', name: schema.getName() ?? '', union: schema.isUnionSchema(), fields };
  }
  const sparse = Boolean(schema.getOwnTraits().sparse);
  if (schema.isListSchema())
    return { kind: 'list', item: fieldOf('member', schema.getValueSchema()), sparse };
  if (schema.isMapSchema()) {
    return {
      kind: 'map',
      key: fieldOf('key', schema.getKeySchema()),
      value: fieldOf('value', schema.getValueSchema()),
      sparse,
    };
  }
  return simpleShape(schema, raw);
}

function simpleShape(schema: NormalizedSchema, raw: unknown): Shape {
  if (schema.isTimestampSchema()) return { kind: 'timestamp', format: timestampFormats.get(raw) };
  if (schema.isBlobSchema()) return { kind: 'blob' };
  if (schema.isStringSchema()) return { kind: 'string' };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isNumericSchema()) return { kind: 'number' };
  if (schema.isBigIntegerSchema()) return { kind: 'bigInteger' };
  if (schema.isBigDecimalSchema()) return { kind: 'bigDecimal' };
  if (schema.isDocumentSchema()) return { kind: 'document' };
  throw new TypeError(
    `Schema ${schema.getName(true)} is of a kind this codec does not know: ${String(raw)}.`,
  );
}

/** Shapes may contain themselves, so a field's shape is read when it is first asked for. */
function fieldOf(name: string, schema: NormalizedSchema, required = false): Field {
  let shape: Shape | undefined;
  return {
    name,
    required,
    traits: schema.getMergedTraits(),
    get shape() {
      return (shape ??= shapeOf(schema));
    },
  };
}
