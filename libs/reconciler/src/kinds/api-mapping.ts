import {
  CreateApiMappingCommand,
  DeleteApiMappingCommand,
  GetApiMappingsCommand,
  UpdateApiMappingCommand,
} from '@aws-sdk/client-apigatewayv2';
import type { ApiMappingResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { type Kind, mustLookup } from '../engine/kind.ts';

/** Which stage of the HTTP API answers at a custom domain name: all of it, without a base path. Mappings have no tags. */
export const apiMapping: Kind<ApiMappingResource> = {
  async read({ name: DomainName }, { clients, options }) {
    const answer = await orAbsent(
      clients.apiGateway.send(new GetApiMappingsCommand({ DomainName }), options),
      'NotFound',
    );
    const found = answer?.Items?.find(({ ApiMappingKey }) => !ApiMappingKey);
    if (!found) return undefined;
    return {
      state: { httpApi: found.ApiId, stage: found.Stage },
      outputs: { id: found.ApiMappingId ?? '' },
    };
  },

  want: ({ httpApi, stageName }, lookup) => ({ httpApi: lookup(httpApi, 'id') ?? httpApi, stage: stageName }),

  async apply({ name: DomainName, httpApi, stageName: Stage }, { observed }, { clients, options, lookup }) {
    const mapping = { DomainName, ApiId: mustLookup(lookup, httpApi, 'id'), Stage };
    const { ApiMappingId = '' } = observed
      ? await clients.apiGateway.send(
          new UpdateApiMappingCommand({ ...mapping, ApiMappingId: observed.outputs['id'] }),
          options,
        )
      : await clients.apiGateway.send(new CreateApiMappingCommand(mapping), options);
    return { id: ApiMappingId };
  },

  async remove({ name: DomainName }, { outputs }, { clients, options }) {
    await orAbsent(
      clients.apiGateway.send(
        new DeleteApiMappingCommand({ DomainName, ApiMappingId: outputs['id'] }),
        options,
      ),
      'NotFound',
    );
  },
};
