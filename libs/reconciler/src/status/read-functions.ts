import {
  GetFunctionConfigurationCommand,
  type LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { type Component, components, componentTraits, environmentNames, liveAlias } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import type { Context } from '../context.ts';

/** A component's Lambda function as it is. */
export interface RunningFunction {
  readonly name: string;
  /** The version that alias `live` leads to; undefined while none is live. */
  readonly version: string | undefined;
  /** Base64 of the live version's code, else of the function's. */
  readonly codeSha256: string | undefined;
  /** Of a worker: how its event source mapping is, e.g. `Enabled`; undefined without one. */
  readonly mapping: string | undefined;
  /** Invocations side by side that the mapping makes at most. */
  readonly maximumConcurrency: number | undefined;
}

/** The functions of an environment, by component. Reads only. */
export async function readFunctions(
  environment: string,
  { clients: { lambda }, signal }: Context,
): Promise<ReadonlyMap<Component, RunningFunction>> {
  const names = environmentNames(environment);
  const functions = new Map<Component, RunningFunction>();
  await Promise.all(
    components.map(async (component) => {
      const found = await runningFunction(lambda, names.function(component), component, signal);
      if (found) functions.set(component, found);
    }),
  );
  return functions;
}

async function runningFunction(
  lambda: LambdaClient,
  name: string,
  component: Component,
  signal: AbortSignal | undefined,
): Promise<RunningFunction | undefined> {
  const options = signal && { abortSignal: signal };
  const configurationOf = async (Qualifier?: string) =>
    await orAbsent(
      lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name, Qualifier }), options),
      'ResourceNotFound',
    );
  const live = await configurationOf(liveAlias);
  const configuration = live ?? (await configurationOf());
  if (!configuration) return undefined;
  const list = new ListEventSourceMappingsCommand({ FunctionName: `${name}:${liveAlias}` });
  const mappings =
    live && componentTraits[component].role === 'worker'
      ? await orAbsent(lambda.send(list, options), 'ResourceNotFound')
      : undefined;
  const [mapping] = mappings?.EventSourceMappings ?? [];
  return {
    name,
    version: live?.Version,
    codeSha256: configuration.CodeSha256,
    mapping: mapping?.State,
    maximumConcurrency: mapping?.ScalingConfig?.MaximumConcurrency,
  };
}
