import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';

/**
 * A schema as JSON Schema 2020-12 (which OpenAPI 3.1 speaks), from the input's side for requests and the output's for answers.
 * What JSON Schema cannot say (the catalogue's SKUs, Unicode normalisation) is left out; the description says it.
 */
export function jsonSchemaOf(
  schema: GenericSchema,
  side: 'input' | 'output' = 'output',
): Record<string, unknown> {
  const { $schema: _, ...rest } = toJsonSchema(schema, {
    target: 'draft-2020-12',
    typeMode: side,
    errorMode: 'ignore',
  });
  return rest;
}
