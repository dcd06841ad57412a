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
import { trialProof } from './evidence.ts';

/** A function's versions and its alias `live`. */
export interface PublishedFunction {
  /** The newest published version; undefined where none was published. */
  readonly newest: FunctionConfiguration | undefined;
  /** The version that alias `live` leads to. */
  readonly live: string | undefined;
  /** The versions that it leads to now and then, beside that one. */
  readonly shared: readonly string[];
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
  const shared = Object.keys(alias?.RoutingConfig?.AdditionalVersionWeights ?? {});
  return { newest, live: alias?.FunctionVersion, shared };
}

/** @param inFlight whether invocations may be under way */
export async function observeFunction(
  component: Component,
  inFlight: boolean,
  run: SwitchRun,
): Promise<FunctionFacts> {
  const found = await readPublished(run.names.function(component), run);
  if (!found) return { state: 'absent', live: false, trial: 'open', inFlight: 0 };
  const { newest: { Version: newest = '' } = {}, live, shared } = found;
  const onTrial = shared.includes(newest);
  return {
    state: newest !== '' && newest === live ? 'smoked' : onTrial ? 'onTrial' : 'published',
    live: live !== undefined,
    trial: onTrial ? await trialProof(component, newest, run) : 'open',
    inFlight: inFlight ? 1 : 0,
  };
}
