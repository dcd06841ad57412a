import type { NormalizedSchema } from '@smithy/core/schema';

/** Text that has broken programs before. */
const texts = [
  '',
  'a',
  'orders',
  '*',
  'All',
  '{}',
  '{"Statement":[]}',
  '💥',
  '..',
  '/',
  '__proto__',
  'constructor',
  'http://127.0.0.1/000000000000/orders',
  'arn:aws:sqs:us-east-1:000000000000:orders',
  '172.31.0.0/16',
  '9'.repeat(30),
  'x'.repeat(3000),
];
const numbers = [0, -1, 1, 1.5, 80, 256, 512, 1e9];

/** Some value of a schema: of the right types, but nothing that anybody would send. */
export function vary(schema: NormalizedSchema, random: () => number, depth = 0): unknown {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const few = <T>(make: () => T): T[] => Array.from({ length: Math.floor(random() * 3) }, make);
  if (schema.isStructSchema()) {
    const all = [...schema.structIterator()];
    const members = schema.isUnionSchema() ? [pick(all)] : all.filter(() => random() < 0.6);
    if (depth > 6) return {};
    return Object.fromEntries(
      members.flatMap((entry) => (entry ? [[entry[0], vary(entry[1], random, depth + 1)]] : [])),
    );
  }
  if (schema.isListSchema()) return few(() => vary(schema.getValueSchema(), random, depth + 1));
  if (schema.isMapSchema()) {
    return Object.fromEntries(few(() => [pick(texts), vary(schema.getValueSchema(), random, depth + 1)]));
  }
  if (schema.isTimestampSchema()) return new Date(Math.floor(random() * 2e12));
  if (schema.isBlobSchema()) return new Uint8Array([0, 255]);
  if (schema.isBooleanSchema()) return random() < 0.5;
  if (schema.isNumericSchema()) return pick(numbers);
  return schema.isStringSchema() ? pick(texts) : {};
}
