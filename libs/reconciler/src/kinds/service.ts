import {
  CreateServiceCommand,
  DeleteServiceCommand,
  type Service,
  TagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { ServiceResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import { fromLowerTagList, toLowerTagList } from '../aws/tags.ts';
import { type Kind, type KindScope, touches } from '../engine/kind.ts';
import { describeService } from './describe-service.ts';
import { creation, serviceState, update, wantedService } from './service-form.ts';

/** A draining service keeps its name until its last task is gone: stopTimeout is two minutes at most. */
const drainSeconds = 300;

/** An ECS service on Fargate. How many tasks it runs is autoscaling's to say once it is there. */
export const service: Kind<ServiceResource> = {
  async read({ name, cluster }, scope) {
    const found = await describeService(cluster, name, scope);
    if (!found || found.status !== 'ACTIVE') return undefined;
    return {
      state: serviceState(found),
      tags: fromLowerTagList(found.tags),
      outputs: { arn: found.serviceArn ?? '', taskDefinition: found.taskDefinition ?? '' },
    };
  },

  want: wantedService,

  async apply(resource, { observed, changes }, scope) {
    const { clients, options } = scope;
    if (!observed) return outputsOf(await create(resource, scope));
    const { arn } = observed.outputs;
    if (touches(changes, 'tags')) {
      const tags = toLowerTagList(resource.tags);
      await clients.ecs.send(new TagResourceCommand({ resourceArn: arn, tags }), options);
    }
    const own = changes.filter(({ field }) => !field.startsWith('tags.'));
    if (own.length === 0) return observed.outputs;
    const { service: updated } = await clients.ecs.send(
      new UpdateServiceCommand(await update(resource, own, scope)),
      options,
    );
    return outputsOf(updated);
  },

  async remove({ name, cluster }, _observed, scope) {
    const { clients, options } = scope;
    await orAbsent(
      clients.ecs.send(new DeleteServiceCommand({ cluster, service: name, force: true }), options),
      'ServiceNotFound',
      'ServiceNotActive',
      'ClusterNotFound',
    );
    await waitUntilDrained(cluster, name, scope);
  },
};

function outputsOf(found: Service | undefined) {
  return { arn: found?.serviceArn ?? '', taskDefinition: found?.taskDefinition ?? '' };
}

async function create(resource: ServiceResource, scope: KindScope): Promise<Service | undefined> {
  const { clients, options, note } = scope;
  const { name, cluster } = resource;
  const former = await describeService(cluster, name, scope);
  if (former?.status === 'DRAINING') {
    note(resource, 'a deleted service of this name is still draining');
    await waitUntilDrained(cluster, name, scope);
  }
  const answer = await clients.ecs.send(new CreateServiceCommand(await creation(resource, scope)), options);
  return answer.service;
}

async function waitUntilDrained(cluster: string, name: string, scope: KindScope): Promise<void> {
  const what = `service ${name} to be drained`;
  await poll({ what, timeoutSeconds: drainSeconds, signal: scope.signal }, async () => {
    const found = await describeService(cluster, name, scope);
    return !found || found.status === 'INACTIVE' ? true : undefined;
  });
}
