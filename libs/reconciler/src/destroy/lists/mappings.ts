import {
  DeleteEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { isAwsError } from '../../aws/errors.ts';
import { poll } from '../../aws/poll.ts';
import type { KindScope } from '../../engine/kind.ts';
import { everyPage, lastOf, type Lister } from '../listed.ts';

const timeoutSeconds = 300;

/** Event source mappings, named by function and queue. They outlive both. */
export const mappings: Lister = async ({ clients: { lambda }, options }) => {
  const found = await everyPage(
    async (Marker) => await lambda.send(new ListEventSourceMappingsCommand({ Marker }), options),
    ({ EventSourceMappings, NextMarker }) => [EventSourceMappings, NextMarker],
  );
  return found.map(({ UUID = '', EventSourceMappingArn, FunctionArn = '', EventSourceArn = '' }) => ({
    kind: 'eventSourceMapping',
    name: `${FunctionArn.split(':')[6] ?? ''}:${lastOf(EventSourceArn, ':')}`,
    tags: async () =>
      (await lambda.send(new ListTagsCommand({ Resource: EventSourceMappingArn }), options)).Tags ?? {},
    remove: async (scope) => await removeMapping(UUID, scope),
  }));
};

/** Asks until Lambda knows it no more: a mapping that is still being changed cannot be deleted yet. */
async function removeMapping(UUID: string, { clients, options, signal }: KindScope): Promise<void> {
  const what = `event source mapping ${UUID} to be deleted`;
  await poll({ what, timeoutSeconds, signal }, async () => {
    try {
      await clients.lambda.send(new DeleteEventSourceMappingCommand({ UUID }), options);
      return undefined;
    } catch (error) {
      if (isAwsError(error, 'ResourceNotFound')) return true;
      if (isAwsError(error, 'ResourceInUse', 'ResourceConflict')) return undefined;
      throw error;
    }
  });
}
