import { type ECSClient, ListClustersCommand, ListServicesCommand, ListTagsForResourceCommand } from '@aws-sdk/client-ecs'; // prettier-ignore
import { fromLowerTagList } from '../../aws/tags.ts';
import { everyPage, lastOf, type Listed, type Lister, type ListScope, removeAs } from '../listed.ts';

/** Clusters, and of those of interest the services. */
export const clusters: Lister = async ({ clients: { ecs }, options, isOfInterest }) => {
  const arns = await everyPage(
    async (nextToken) => await ecs.send(new ListClustersCommand({ nextToken }), options),
    ({ clusterArns, nextToken }) => [clusterArns, nextToken],
  );
  const listed = arns.map((arn): Listed => ({
    kind: 'cluster',
    name: lastOf(arn, '/'),
    tags: tagsOf(ecs, arn, options),
    remove: removeAs('cluster', lastOf(arn, '/')),
  }));
  const services = await Promise.all(
    listed
      .filter(({ name }) => isOfInterest(name))
      .map(async ({ name }) => await servicesOf(name, ecs, options)),
  );
  return [...listed, ...services.flat()];
};

async function servicesOf(cluster: string, ecs: ECSClient, options: ListScope['options']): Promise<Listed[]> {
  const arns = await everyPage(
    async (nextToken) => await ecs.send(new ListServicesCommand({ cluster, nextToken }), options),
    ({ serviceArns, nextToken }) => [serviceArns, nextToken],
  );
  return arns.map((arn) => ({
    kind: 'service',
    name: lastOf(arn, '/'),
    tags: tagsOf(ecs, arn, options),
    remove: removeAs('service', lastOf(arn, '/'), {}, { cluster }),
  }));
}

const tagsOf = (ecs: ECSClient, resourceArn: string, options: ListScope['options']) => async () =>
  fromLowerTagList((await ecs.send(new ListTagsForResourceCommand({ resourceArn }), options)).tags);
