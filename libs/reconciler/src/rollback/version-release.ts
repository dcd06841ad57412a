import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { type Component, environmentNames, type FunctionDefinition } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import type { Context } from '../context.ts';
import type { KindScope } from '../engine/kind.ts';
import { functionState } from '../kinds/function-form.ts';

/** A published version as something that can be published again. */
export interface VersionRelease {
  /** What function.json gives, with the values that the version has; what versions do not keep is as function.json says. */
  readonly definition: FunctionDefinition;
  /** Base64. */
  readonly codeSha256: string;
  /** Where its zip can be fetched for some minutes. */
  readonly location: string;
}

/** Whose version. */
export interface VersionOf {
  readonly environment: string;
  readonly component: Component;
  readonly version: string;
  /** What function.json says, placeholders and all. */
  readonly template: FunctionDefinition;
}

/** What a version does not keep, or what is named after the environment. */
const notVersioned = ['codeSha256', 'FunctionName', 'ReservedConcurrentExecutions'];

/**
 * Code and settings of a function's version. Reads only.
 * @throws Error when there is no such version any more
 */
export async function readVersion(
  { environment, component, version, template }: VersionOf,
  { clients: { lambda }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<VersionRelease> {
  const FunctionName = environmentNames(environment).function(component);
  const found = await orAbsent(
    lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: version }), options),
    'ResourceNotFound',
  );
  if (!found) {
    throw new Error(
      `function ${FunctionName} has no version ${version} any more: nothing can run it; deploy the commit it came from`,
    );
  }
  const kept = Object.entries(functionState(template, found)).filter(
    ([field, value]) => value !== undefined && !notVersioned.includes(field),
  );
  return {
    definition: { ...template, ...Object.fromEntries(kept) },
    codeSha256: found.Configuration?.CodeSha256 ?? '',
    location: found.Code?.Location ?? '',
  };
}

/**
 * A version's settings and its zip, to be published once more.
 * @throws Error when there is no such version any more, or its code cannot be fetched
 */
export async function fetchVersion(
  of: VersionOf,
  { clients, signal }: Context,
): Promise<{ functionSettings: FunctionDefinition; zip: Uint8Array }> {
  const options = signal === undefined ? {} : { abortSignal: signal };
  const { definition, location } = await readVersion(of, { clients, options });
  const response = await fetch(location, signal === undefined ? {} : { signal });
  if (!response.ok) {
    throw new Error(
      `code of version ${of.version} of ${of.component} cannot be fetched: HTTP ${response.status} ${await response.text()}`,
    );
  }
  return { functionSettings: definition, zip: new Uint8Array(await response.arrayBuffer()) };
}
