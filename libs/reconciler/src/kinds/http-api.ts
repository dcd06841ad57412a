import {
  type Api,
  CreateApiCommand,
  DeleteApiCommand,
  GetApisCommand,
  TagResourceCommand,
  UpdateApiCommand,
} from '@aws-sdk/client-apigatewayv2';
import { arnsIn, type AwsPlace, type HttpApiResource, partitionOf } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { type Kind, type KindScope, type Outputs, touches } from '../engine/kind.ts';

/** An HTTP API of API Gateway, found by its name: of several the oldest. */
export const httpApi: Kind<HttpApiResource> = {
  async read({ name }, scope) {
    const found = await findApi(name, scope);
    if (!found) return undefined;
    return {
      state: { description: found.Description },
      tags: found.Tags ?? {},
      outputs: outputsOf(found, scope.place),
    };
  },

  want: ({ description }) => ({ description }),

  async apply({ name, description, tags }, { observed, changes }, { clients, options, place }) {
    const api = clients.apiGateway;
    if (!observed) {
      const made = await api.send(
        new CreateApiCommand({
          Name: name,
          ProtocolType: 'HTTP',
          Description: description,
          Tags: { ...tags },
        }),
        options,
      );
      return outputsOf(made, place);
    }
    const { id = '', arn = '' } = observed.outputs;
    if (touches(changes, 'tags')) {
      await api.send(new TagResourceCommand({ ResourceArn: arn, Tags: { ...tags } }), options);
    }
    if (touches(changes, 'description')) {
      await api.send(new UpdateApiCommand({ ApiId: id, Description: description }), options);
    }
    return observed.outputs;
  },

  /** With its routes, integrations and stages. */
  async remove(_resource, { outputs }, { clients, options }) {
    await orAbsent(
      clients.apiGateway.send(new DeleteApiCommand({ ApiId: outputs['id'] }), options),
      'NotFound',
    );
  },
};

/** The HTTP API of this name; of several the oldest. */
export async function findApi(
  name: string,
  { clients, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<Api | undefined> {
  const named: Api[] = [];
  let NextToken: string | undefined;
  do {
    const page = await clients.apiGateway.send(
      new GetApisCommand(NextToken === undefined ? {} : { NextToken }),
      options,
    );
    named.push(...(page.Items ?? []).filter((api) => api.Name === name && api.ProtocolType === 'HTTP'));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return named.toSorted((one, other) => Number(one.CreatedDate) - Number(other.CreatedDate))[0];
}

function outputsOf(
  { ApiId = '', ApiEndpoint = '' }: Pick<Api, 'ApiId' | 'ApiEndpoint'>,
  place: AwsPlace,
): Outputs {
  return {
    id: ApiId,
    endpoint: ApiEndpoint,
    arn: `arn:${partitionOf(place.region)}:apigateway:${place.region}::/apis/${ApiId}`,
    requestsArn: arnsIn(place).httpApiRequests(ApiId),
  };
}
