import { GetApisCommand } from '@aws-sdk/client-apigatewayv2';
import { everyPage, type Lister, removeAs } from '../listed.ts';

/** HTTP APIs, each of those that share a name; integrations, routes and stages go with them. */
export const httpApis: Lister = async ({ clients: { apiGateway }, options }) => {
  const apis = await everyPage(
    async (NextToken) => await apiGateway.send(new GetApisCommand({ NextToken }), options),
    ({ Items, NextToken }) => [Items, NextToken],
  );
  return apis.map(({ Name = '', ApiId: id = '', Tags = {} }) => ({
    kind: 'httpApi',
    name: Name,
    tags: async () => Tags,
    remove: removeAs('httpApi', Name, { id }),
  }));
};
