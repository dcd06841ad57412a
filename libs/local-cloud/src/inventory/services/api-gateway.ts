import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetDomainNamesCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { inTurn, type Inventory, item } from '../item.ts';

export const apiGateway: Inventory = async (options) => {
  const client = new ApiGatewayV2Client(options);
  const { Items: apis = [] } = await client.send(new GetApisCommand({ MaxResults: '500' }));
  const items = await inTurn(apis, async (api) => {
    const { ApiId } = api;
    const { Items: integrations = [] } = await client.send(new GetIntegrationsCommand({ ApiId }));
    const { Items: routes = [] } = await client.send(new GetRoutesCommand({ ApiId }));
    const { Items: stages = [] } = await client.send(new GetStagesCommand({ ApiId }));
    // What belongs to an API goes with it.
    return item('apigateway', 'api', api.Name, { ...api, integrations, routes, stages });
  });
  const { Items: domains = [] } = await client.send(new GetDomainNamesCommand({ MaxResults: '500' }));
  const names = await inTurn(domains, async (domain) => {
    const { DomainName } = domain;
    const { Items: mappings = [] } = await client.send(new GetApiMappingsCommand({ DomainName }));
    return item('apigateway', 'domain-name', DomainName, { ...domain, mappings });
  });
  return [...items, ...names];
};
