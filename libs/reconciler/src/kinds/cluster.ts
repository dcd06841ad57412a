import {
  CreateClusterCommand,
  DeleteClusterCommand,
  DescribeClustersCommand,
  TagResourceCommand,
  UpdateClusterSettingsCommand,
} from '@aws-sdk/client-ecs';
import type { ClusterResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromLowerTagList, toLowerTagList } from '../aws/tags.ts';
import { type Kind, touches } from '../engine/kind.ts';

// Workers scale by messages per running task, and only Container Insights counts running tasks. `enhanced` counts them too.
const counting = ['enabled', 'enhanced'];
const insights = { name: 'containerInsights', value: 'enabled' } as const;

/** An ECS cluster: a name for services to live under, and the counting of their tasks. */
export const cluster: Kind<ClusterResource> = {
  async read({ name }, { clients: { ecs }, options }) {
    const { clusters } = await ecs.send(
      new DescribeClustersCommand({ clusters: [name], include: ['TAGS', 'SETTINGS'] }),
      options,
    );
    const found = clusters?.find(({ status }) => status !== 'INACTIVE');
    if (!found) return undefined;
    const setting = found.settings?.find(({ name: setting }) => setting === insights.name)?.value;
    return {
      state: { containerInsights: counting.includes(setting ?? '') },
      tags: fromLowerTagList(found.tags),
      outputs: { arn: found.clusterArn ?? '' },
    };
  },

  want: () => ({ containerInsights: true }),

  async apply({ name, tags }, { observed, changes }, { clients: { ecs }, options }) {
    if (observed) {
      if (touches(changes, 'tags')) {
        const { arn } = observed.outputs;
        await ecs.send(new TagResourceCommand({ resourceArn: arn, tags: toLowerTagList(tags) }), options);
      }
      if (touches(changes, 'containerInsights')) {
        await ecs.send(new UpdateClusterSettingsCommand({ cluster: name, settings: [insights] }), options);
      }
      return observed.outputs;
    }
    const { cluster: created } = await ecs.send(
      new CreateClusterCommand({ clusterName: name, settings: [insights], tags: toLowerTagList(tags) }),
      options,
    );
    return { arn: created?.clusterArn ?? '' };
  },

  async remove({ name }, _observed, { clients: { ecs }, options }) {
    await orAbsent(ecs.send(new DeleteClusterCommand({ cluster: name }), options), 'ClusterNotFound');
  },
};
