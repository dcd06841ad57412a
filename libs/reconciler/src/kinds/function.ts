import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  GetFunctionCommand,
  type GetFunctionCommandOutput,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { refuseFailedUpdate, settled, whenFree, whenRoleIsKnown } from '../aws/lambda-settled.ts';
import {
  type Change,
  type Kind,
  type KindScope,
  type Observed,
  type Outputs,
  touches,
} from '../engine/kind.ts';
import { configurationHash, configurationOf, functionState, wantedFunction } from './function-form.ts';

/** A Lambda function as it is before publishing: its code, and of its configuration what is given. */
export const lambdaFunction: Kind<FunctionResource> = {
  async read(resource, scope) {
    return await readFunction(resource, scope);
  },

  want: ({ definition, code }) => wantedFunction(definition, code.sha256),

  async apply(resource, { observed, changes }, scope) {
    if (observed) await update(resource, changes, observed, scope);
    else await create(resource, scope);
    const now = await settled(resource.name, scope);
    refuseFailedUpdate(now);
    return outputsOf({ Configuration: now });
  },

  async remove({ name }, _observed, { clients: { lambda }, options }) {
    await orAbsent(
      lambda.send(new DeleteFunctionCommand({ FunctionName: name }), options),
      'ResourceNotFound',
    );
  },

  async ready({ name }, scope) {
    await settled(name, scope);
  },
};

/**
 * A function, or a version of it by its alias.
 * @returns undefined when there is no such function or alias
 */
export async function readFunction(
  { name, definition }: Pick<FunctionResource, 'name' | 'definition'>,
  { clients: { lambda }, options }: Pick<KindScope, 'clients' | 'options'>,
  qualifier?: string,
): Promise<(Observed & { version: string }) | undefined> {
  const found = await orAbsent(
    lambda.send(
      new GetFunctionCommand({
        FunctionName: name,
        ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
      }),
      options,
    ),
    'ResourceNotFound',
  );
  if (!found) return undefined;
  const { Configuration = {}, Tags } = found;
  return {
    state: functionState(definition, found),
    tags: Tags,
    outputs: outputsOf(found),
    version: Configuration.Version ?? '$LATEST',
    pending: Configuration.State === 'Pending' || Configuration.LastUpdateStatus === 'InProgress',
  };
}

function outputsOf({ Configuration = {} }: Pick<GetFunctionCommandOutput, 'Configuration'>): Outputs {
  return {
    arn: Configuration.FunctionArn ?? '',
    codeSha256: Configuration.CodeSha256 ?? '',
    configuration: configurationHash(Configuration),
  };
}

async function create(resource: FunctionResource, scope: KindScope): Promise<void> {
  const { name, definition } = resource;
  const { clients, options } = scope;
  // What comes in is what Lambda takes; the model types only what it reads.
  const input = {
    ...configurationOf(definition),
    ...(definition.Architectures && { Architectures: definition.Architectures }),
    FunctionName: name,
    Code: { ZipFile: zipOf(resource) },
    Tags: { ...definition.Tags, ...resource.tags },
  } as CreateFunctionCommandInput;
  await whenRoleIsKnown(
    name,
    scope,
    async () => await clients.lambda.send(new CreateFunctionCommand(input), options),
  );
  if (definition.ReservedConcurrentExecutions !== undefined) await reserve(resource, scope);
}

async function update(
  resource: FunctionResource,
  changes: readonly Change[],
  { outputs }: Observed,
  scope: KindScope,
): Promise<void> {
  const { name, definition, tags } = resource;
  const { clients, options } = scope;
  if (touches(changes, 'tags')) {
    const Resource = outputs['arn'];
    await clients.lambda.send(new TagResourceCommand({ Resource, Tags: { ...tags } }), options);
  }
  if (touches(changes, 'codeSha256', 'Architectures')) {
    const code = new UpdateFunctionCodeCommand({
      FunctionName: name,
      ZipFile: zipOf(resource),
      ...(definition.Architectures && { Architectures: definition.Architectures as ('arm64' | 'x86_64')[] }),
    });
    await whenFree(name, scope, async () => await clients.lambda.send(code, options));
    refuseFailedUpdate(await settled(name, scope));
  }
  const own = Object.entries(configurationOf(definition)).filter(([field]) => touches(changes, field));
  if (own.length > 0) {
    const configuration = new UpdateFunctionConfigurationCommand({
      FunctionName: name,
      ...Object.fromEntries(own),
    });
    await whenFree(name, scope, async () => await clients.lambda.send(configuration, options));
  }
  if (touches(changes, 'ReservedConcurrentExecutions')) await reserve(resource, scope);
}

async function reserve(
  { name, definition }: FunctionResource,
  { clients, options }: KindScope,
): Promise<void> {
  const { ReservedConcurrentExecutions } = definition;
  await clients.lambda.send(
    new PutFunctionConcurrencyCommand({ FunctionName: name, ReservedConcurrentExecutions }),
    options,
  );
}

function zipOf({ name, code }: FunctionResource): Uint8Array {
  if (code.zip) return code.zip;
  throw new Error(
    `function ${name} needs other code (${code.sha256}), whose zip is not at hand: release it with publish-lambda`,
  );
}
