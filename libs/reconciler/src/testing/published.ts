import { GetAliasCommand, ListVersionsByFunctionCommand } from '@aws-sdk/client-lambda';
import type { Clients } from '../aws/clients.ts';

/** The version that alias `live` leads to, and all that are published. */
export async function publishedVersions(FunctionName: string, { lambda }: Pick<Clients, 'lambda'>) {
  const { FunctionVersion } = await lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
  const { Versions = [] } = await lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
  return {
    live: FunctionVersion,
    versions: Versions.map(({ Version }) => Version).filter((version) => version !== '$LATEST'),
  };
}
