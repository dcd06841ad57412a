import { ListFunctionsCommand, ListTagsCommand } from '@aws-sdk/client-lambda';
import { everyPage, type Lister, removeAs } from '../listed.ts';

/** Functions; their versions and aliases go with them. */
export const functions: Lister = async ({ clients: { lambda }, options }) => {
  const found = await everyPage(
    async (Marker) => await lambda.send(new ListFunctionsCommand({ Marker }), options),
    ({ Functions, NextMarker }) => [Functions, NextMarker],
  );
  return found.map(({ FunctionName = '', FunctionArn: Resource }) => ({
    kind: 'function',
    name: FunctionName,
    tags: async () => (await lambda.send(new ListTagsCommand({ Resource }), options)).Tags ?? {},
    remove: removeAs('function', FunctionName),
  }));
};
