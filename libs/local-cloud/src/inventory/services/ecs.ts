import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  paginateListClusters,
  paginateListServices,
  paginateListTaskDefinitions,
  paginateListTasks,
} from '@aws-sdk/client-ecs';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const ecs: Inventory = async (options) => {
  const client = new ECSClient(options);
  const clusters = await everyItem(paginateListClusters({ client }, {}), ({ clusterArns }) => clusterArns);
  const ofClusters = await inTurn(clusters, async (cluster) => {
    const described = await client.send(
      new DescribeClustersCommand({ clusters: [cluster], include: ['TAGS', 'SETTINGS'] }),
    );
    const services = await everyItem(
      paginateListServices({ client }, { cluster }),
      (page) => page.serviceArns,
    );
    const tasks = await everyItem(paginateListTasks({ client }, { cluster }), ({ taskArns }) => taskArns);
    return [
      item('ecs', 'cluster', cluster, described.clusters),
      ...(await inTurn(services, async (service) => {
        const found = await client.send(
          new DescribeServicesCommand({ cluster, services: [service], include: ['TAGS'] }),
        );
        return item('ecs', 'service', service, found.services);
      })),
      ...tasks.map((task) => item('ecs', 'task', task, {})),
    ];
  });
  // A revision that is only deregistered is still there, and can be described for ever.
  const revisions = await inTurn(['ACTIVE', 'INACTIVE', 'DELETE_IN_PROGRESS'] as const, async (status) =>
    everyItem(paginateListTaskDefinitions({ client }, { status }), (page) => page.taskDefinitionArns),
  );
  const definitions = await inTurn(revisions.flat(), async (taskDefinition) => {
    const found = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));
    return item('ecs', 'task-definition', taskDefinition, { ...found.taskDefinition, tags: found.tags });
  });
  return [...ofClusters.flat(), ...definitions];
};
