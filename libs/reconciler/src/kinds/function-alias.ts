import {
  CreateAliasCommand,
  DeleteAliasCommand,
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  PublishVersionCommand,
  UpdateAliasCommand,
} from '@aws-sdk/client-lambda';
import type { FunctionAliasResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { settled, whenFree } from '../aws/lambda-settled.ts';
import { type Kind, type KindScope, mustLookup } from '../engine/kind.ts';
import { noteFunctionRelease } from '../rollback/note-release.ts';
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
    const { arn, version: previous } = observed?.outputs ?? {};
    if (previous !== Version) await noteFunctionRelease(arn, { previous, deployment: undefined }, scope);
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
