import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  PublishVersionCommand,
  TagResourceCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import { type FunctionAliasResource, previousTag } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { settled, whenFree } from '../aws/lambda-settled.ts';
import { type Kind, type KindScope, mustLookup, type Outputs } from '../engine/kind.ts';
import { configurationHash } from './function-form.ts';

/**
 * An alias that leads to a published version of what the function is now. Lambda publishes none where the newest one is
 * the same. Aliases have no tags; weights to a second version are put back to none.
 */
export const functionAlias: Kind<FunctionAliasResource> = {
  async read({ functionName: FunctionName, alias }, { clients: { lambda }, options }) {
    const found = await orAbsent(
      lambda.send(new GetAliasCommand({ FunctionName, Name: alias }), options),
      'ResourceNotFound',
    );
    if (!found) return undefined;
    const { FunctionVersion: version = '', RoutingConfig, AliasArn = '' } = found;
    const configuration = await lambda.send(
      new GetFunctionConfigurationCommand({ FunctionName, Qualifier: version }),
      options,
    );
    return {
      state: {
        codeSha256: configuration.CodeSha256,
        configuration: configurationHash(configuration),
        published: version !== '$LATEST',
        weights: { ...RoutingConfig?.AdditionalVersionWeights },
      },
      outputs: { arn: AliasArn, version },
    };
  },

  want: (resource, lookup) => ({
    codeSha256: lookup(resource.function, 'codeSha256'),
    configuration: lookup(resource.function, 'configuration'),
    published: true,
    weights: {},
  }),

  async apply(resource, { observed }, scope) {
    const { functionName: FunctionName, alias: Name } = resource;
    const { clients, options } = scope;
    const Version = await publishVersion(resource, scope);
    const target = { FunctionName, Name, FunctionVersion: Version };
    if (observed) await notePreviousVersion(observed.outputs, Version, scope);
    const { AliasArn = '' } = observed
      ? await clients.lambda.send(
          new UpdateAliasCommand({ ...target, RoutingConfig: { AdditionalVersionWeights: {} } }),
          options,
        )
      : await clients.lambda.send(new CreateAliasCommand(target), options);
    return { arn: AliasArn, version: Version };
  },

  async remove({ functionName: FunctionName, alias }, _observed, { clients: { lambda }, options }) {
    await orAbsent(
      lambda.send(new DeleteAliasCommand({ FunctionName, Name: alias }), options),
      'ResourceNotFound',
    );
  },
};

/**
 * Notes on the function what alias `live` leads to before it is moved, so that a rollback finds it.
 * @param live the alias's ARN and version
 */
export async function notePreviousVersion(
  { arn = '', version = '' }: Outputs,
  next: string,
  { clients: { lambda }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<void> {
  if (version === next || !/^\d+$/.test(version)) return;
  // Tags belong to the function, not to a version or an alias of it.
  const Resource = arn.split(':').slice(0, 7).join(':');
  await lambda.send(new TagResourceCommand({ Resource, Tags: { [previousTag]: version } }), options);
}

/** Publishes the function as it is now. @returns the version, once it can be invoked */
export async function publishVersion(
  { functionName: FunctionName, function: id }: FunctionAliasResource,
  scope: KindScope,
): Promise<string> {
  const { clients, options, lookup } = scope;
  // Somebody else's code that came in between must not go live as ours.
  const CodeSha256 = mustLookup(lookup, id, 'codeSha256');
  const { Version = '' } = await whenFree(
    FunctionName,
    scope,
    async () => await clients.lambda.send(new PublishVersionCommand({ FunctionName, CodeSha256 }), options),
  );
  await settled(FunctionName, scope, Version);
  return Version;
}
