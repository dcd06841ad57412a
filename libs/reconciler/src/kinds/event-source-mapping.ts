import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  type EventSourceMappingConfiguration,
  type FunctionResponseType,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import type { EventSourceMappingResource } from '@phaseline/model';
import { isAwsError, orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import type { Kind, KindScope } from '../engine/kind.ts';

const timeoutSeconds = 300;
const onTheWay = ['Creating', 'Enabling', 'Disabling', 'Updating'];

/**
 * How a function takes messages from a queue. Found by function, alias and queue. Whether it consumes is ours only where the
 * resource says so.
 */
export const eventSourceMapping: Kind<EventSourceMappingResource> = {
  async read(resource, scope) {
    const found = await findMapping(resource, scope);
    // One that is being deleted consumes no more: a new one takes its place.
    if (!found || found.State === 'Deleting') return undefined;
    return {
      state: stateOf(found, resource),
      outputs: { uuid: found.UUID ?? '', state: found.State ?? '' },
      pending: onTheWay.includes(found.State ?? ''),
    };
  },

  want: (resource) => ({
    batchSize: resource.batchSize,
    batchingWindowSeconds: resource.batchingWindowSeconds,
    maximumConcurrency: resource.maximumConcurrency,
    responseTypes: [...resource.responseTypes],
    filters: [...resource.filters],
    ...(resource.enabled === undefined ? {} : { enabled: resource.enabled }),
  }),

  async apply(resource, { observed }, scope) {
    const { lambda } = scope.clients;
    const settings = {
      BatchSize: resource.batchSize,
      MaximumBatchingWindowInSeconds: resource.batchingWindowSeconds,
      ScalingConfig: { MaximumConcurrency: resource.maximumConcurrency },
      FunctionResponseTypes: resource.responseTypes as FunctionResponseType[],
      FilterCriteria: { Filters: resource.filters.map((Pattern) => ({ Pattern })) },
    };
    const FunctionName = `${resource.functionName}:${resource.alias}`;
    if (!observed) {
      const create = new CreateEventSourceMappingCommand({
        FunctionName,
        EventSourceArn: resource.queueArn,
        ...settings,
        // Nobody takes messages before somebody said so.
        Enabled: resource.enabled ?? false,
        Tags: { ...resource.tags },
      });
      const made = await afterTheFormer(
        resource,
        scope,
        async () => await lambda.send(create, scope.options),
      );
      return { uuid: made.UUID ?? '', state: made.State ?? '' };
    }
    const { uuid = '' } = observed.outputs;
    await settledMapping(resource, scope);
    const updated = await lambda.send(
      new UpdateEventSourceMappingCommand({
        UUID: uuid,
        FunctionName,
        ...settings,
        ...(resource.enabled === undefined ? {} : { Enabled: resource.enabled }),
      }),
      scope.options,
    );
    return { uuid, state: updated.State ?? '' };
  },

  async remove(resource, { outputs }, scope) {
    const { clients, options } = scope;
    const UUID = outputs['uuid'];
    if (!UUID) return;
    const what = `event source mapping ${resource.name} to be deleted`;
    await poll({ what, timeoutSeconds, signal: scope.signal }, async () => {
      try {
        const found = await findMapping(resource, scope);
        if (!found) return true;
        if (found.State !== 'Deleting') {
          await clients.lambda.send(new DeleteEventSourceMappingCommand({ UUID: found.UUID }), options);
        }
      } catch (error) {
        // It is still being changed.
        if (isAwsError(error, 'ResourceInUse', 'ResourceConflict')) return undefined;
        if (isAwsError(error, 'ResourceNotFound')) return true;
        throw error;
      }
      return undefined;
    });
  },

  async ready(resource, scope) {
    await settledMapping(resource, scope);
  },
};

/** A mapping as Lambda describes it; undefined where there is none. */
export async function findMapping(
  { functionName, alias, queueArn }: EventSourceMappingResource,
  { clients: { lambda }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<EventSourceMappingConfiguration | undefined> {
  const found = await orAbsent(
    lambda.send(
      new ListEventSourceMappingsCommand({
        FunctionName: `${functionName}:${alias}`,
        EventSourceArn: queueArn,
      }),
      options,
    ),
    'ResourceNotFound',
  );
  return found?.EventSourceMappings?.[0];
}

function stateOf(found: EventSourceMappingConfiguration, { enabled }: EventSourceMappingResource) {
  return {
    batchSize: found.BatchSize,
    batchingWindowSeconds: found.MaximumBatchingWindowInSeconds ?? 0,
    maximumConcurrency: found.ScalingConfig?.MaximumConcurrency,
    responseTypes: found.FunctionResponseTypes ?? [],
    filters: (found.FilterCriteria?.Filters ?? []).map(({ Pattern = '' }) => Pattern),
    ...(enabled === undefined ? {} : { enabled: isEnabled(found) }),
  };
}

/** While it is being created or updated, AWS does not say what it will be: neither as asked nor otherwise. */
function isEnabled({ State = '' }: EventSourceMappingConfiguration): boolean | undefined {
  if (State === 'Creating' || State === 'Updating') return undefined;
  return State === 'Enabled' || State === 'Enabling';
}

async function settledMapping(resource: EventSourceMappingResource, scope: KindScope): Promise<void> {
  const what = `event source mapping ${resource.name} to be settled`;
  await poll({ what, timeoutSeconds, signal: scope.signal }, async () => {
    const found = await findMapping(resource, scope);
    if (!found) throw new Error(`event source mapping ${resource.name} went away while it was changed`);
    return onTheWay.includes(found.State ?? '') ? undefined : found;
  });
}

/** A mapping that is being deleted keeps its place until it is gone. */
async function afterTheFormer<T>(
  resource: EventSourceMappingResource,
  scope: KindScope,
  create: () => Promise<T>,
): Promise<T> {
  const what = `the former event source mapping ${resource.name} to be gone`;
  return await poll({ what, timeoutSeconds, signal: scope.signal }, async () => {
    const former = await findMapping(resource, scope);
    return former?.State === 'Deleting' ? undefined : await create();
  });
}
