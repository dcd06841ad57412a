import {
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetPolicyCommand,
  LambdaClient,
  ListTagsCommand,
  paginateListAliases,
  paginateListEventSourceMappings,
  paginateListFunctions,
  paginateListVersionsByFunction,
} from '@aws-sdk/client-lambda';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const lambda: Inventory = async (options) => {
  const client = new LambdaClient(options);
  const functions = await everyItem(paginateListFunctions({ client }, {}), ({ Functions }) => Functions);
  const mappings = await everyItem(
    paginateListEventSourceMappings({ client }, {}),
    ({ EventSourceMappings }) => EventSourceMappings,
  );
  const policyOf = async (FunctionName: string | undefined, Qualifier?: string) =>
    await client
      .send(new GetPolicyCommand({ FunctionName, Qualifier }))
      .then(({ Policy }) => Policy)
      .catch(() => undefined);
  const ofFunctions = await inTurn(functions, async ({ FunctionName }) => {
    const { Configuration, Tags } = await client.send(new GetFunctionCommand({ FunctionName }));
    const concurrency = await client.send(new GetFunctionConcurrencyCommand({ FunctionName }));
    const versions = await everyItem(
      paginateListVersionsByFunction({ client }, { FunctionName }),
      ({ Versions }) => Versions,
    );
    const aliases = await everyItem(
      paginateListAliases({ client }, { FunctionName }),
      (page) => page.Aliases,
    );
    const policy = await policyOf(FunctionName);
    return [
      item('lambda', 'function', FunctionName, { Configuration, Tags, concurrency, policy }),
      ...versions.map((version) => item('lambda', 'version', version.FunctionArn, version)),
      ...(await inTurn(aliases, async (alias) =>
        item('lambda', 'alias', alias.AliasArn, {
          ...alias,
          policy: await policyOf(FunctionName, alias.Name),
        }),
      )),
    ];
  });
  const ofMappings = await inTurn(mappings, async (mapping) => {
    const { Tags } = await client.send(new ListTagsCommand({ Resource: mapping.EventSourceMappingArn }));
    return item('lambda', 'event-source-mapping', mapping.UUID, { ...mapping, Tags });
  });
  return [...ofFunctions.flat(), ...ofMappings];
};
