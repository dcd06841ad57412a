import {
  type FunctionConfiguration,
  GetAliasCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { type Component, liveAlias } from '@phaseline/model';
import { orAbsent } from '../../aws/errors.ts';
import type { KindScope } from '../../engine/kind.ts';
import type { FunctionFacts } from '../../switch/facts.ts';
import type { SwitchRun } from '../switch-run.ts';

/** A function's versions and its alias `live`. */
export interface PublishedFunction {
  /** The newest published version; undefined where none was published. */
  readonly newest: FunctionConfiguration | undefined;
  /** The version that alias `live` leads to. */
  readonly live: string | undefined;
  /** The alias's ARN. */
  readonly aliasArn: string | undefined;
}

/** @returns undefined where there is no function of this name */
export async function readPublished(
  FunctionName: string,
  { clients: { lambda }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<PublishedFunction | undefined> {
  const versions: FunctionConfiguration[] = [];
  let Marker: string | undefined;
  do {
    const page = await orAbsent(
      lambda.send(
        new ListVersionsByFunctionCommand({ FunctionName, ...(Marker === undefined ? {} : { Marker }) }),
        options,
      ),
      'ResourceNotFound',
    );
    if (!page) return undefined;
    versions.push(...(page.Versions ?? []).filter(({ Version }) => Version !== '$LATEST'));
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  const alias = await orAbsent(
    lambda.send(new GetAliasCommand({ FunctionName, Name: liveAlias }), options),
    'ResourceNotFound',
  );
  const newest = versions.toSorted((one, other) => Number(other.Version) - Number(one.Version))[0];
  return { newest, live: alias?.FunctionVersion, aliasArn: alias?.AliasArn };
}

/** @param inFlight whether invocations may be under way */
export async function observeFunction(
  component: Component,
  inFlight: boolean,
  run: SwitchRun,
): Promise<FunctionFacts> {
  const found = await readPublished(run.names.function(component), run);
  if (!found) return { state: 'absent', live: false, inFlight: 0 };
  const { newest, live } = found;
  return {
    state: newest !== undefined && newest.Version === live ? 'smoked' : 'published',
    live: live !== undefined,
    inFlight: inFlight ? 1 : 0,
  };
}
