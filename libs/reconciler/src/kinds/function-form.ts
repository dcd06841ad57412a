import { createHash } from 'node:crypto';
import type { FunctionConfiguration, GetFunctionCommandOutput } from '@aws-sdk/client-lambda';
import type { FunctionDefinition } from '@phaseline/model';
import type { State } from '../engine/kind.ts';

/** What of a definition has a call of its own, or none at all. */
const notConfiguration = [
  'FunctionName',
  'Code',
  'Publish',
  'PackageType',
  'Architectures',
  'Tags',
  'ReservedConcurrentExecutions',
  'EventSourceMapping',
];

/** What of a function's configuration a published version keeps. */
const versioned: readonly (keyof FunctionConfiguration)[] = [
  'Runtime',
  'Role',
  'Handler',
  'Architectures',
  'MemorySize',
  'Timeout',
  'Environment',
  'Layers',
  'VpcConfig',
  'TracingConfig',
  'EphemeralStorage',
  'LoggingConfig',
  'DeadLetterConfig',
  'FileSystemConfigs',
  'KMSKeyArn',
  'SnapStart',
];

/** The fields of a definition that UpdateFunctionConfiguration takes. */
export function configurationOf(definition: FunctionDefinition): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(definition).filter(
      ([field, value]) => value !== undefined && !notConfiguration.includes(field),
    ),
  );
}

/** A function as the definition and the code want it: only what is given is ours. */
export function wantedFunction(definition: FunctionDefinition, codeSha256: string): State {
  const { Architectures, ReservedConcurrentExecutions } = definition;
  return {
    ...configurationOf(definition),
    codeSha256,
    ...(Architectures && { Architectures }),
    ...(ReservedConcurrentExecutions !== undefined && { ReservedConcurrentExecutions }),
  };
}

/** What Lambda answers, brought down to the fields that the definition gives. */
export function functionState(definition: FunctionDefinition, found: GetFunctionCommandOutput): State {
  const { Configuration = {}, Concurrency } = found;
  const given = wantedFunction(definition, '');
  const answered: Record<string, unknown> = {
    ...Configuration,
    ...Concurrency,
    Layers: Configuration.Layers?.map(({ Arn }) => Arn),
    codeSha256: Configuration.CodeSha256,
  };
  return Object.fromEntries(
    Object.entries(given).map(([field, value]) => [field, within(value, answered[field], field)]),
  );
}

/** Of an object only what is given, at any depth; of the environment all, since Lambda replaces it as a whole. */
function within(given: unknown, found: unknown, field: string): unknown {
  if (field === 'Variables' || !isRecord(given) || !isRecord(found)) return found;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, within(value, found[key], key)]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A short hash of all that a published version keeps of a configuration but for the code: equal when the versions are. */
export function configurationHash(configuration: FunctionConfiguration): string {
  const kept = versioned.map((field) => configuration[field] ?? null);
  return createHash('sha256')
    .update(JSON.stringify(sorted(kept)))
    .digest('hex')
    .slice(0, 16);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .toSorted()
      .map((key) => [key, sorted(value[key])]),
  );
}
