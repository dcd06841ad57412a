import { DescribeRepositoriesCommand, ListTagsForResourceCommand } from '@aws-sdk/client-ecr';
import { fromTagList } from '../../aws/tags.ts';
import { everyPage, type Lister, removeAs } from '../listed.ts';

/** Repositories; their images go with them. */
export const repositories: Lister = async ({ clients: { ecr }, options }) => {
  const found = await everyPage(
    async (nextToken) => await ecr.send(new DescribeRepositoriesCommand({ nextToken }), options),
    ({ repositories: page, nextToken }) => [page, nextToken],
  );
  return found.map(({ repositoryName: name = '', repositoryArn: resourceArn }) => ({
    kind: 'repository',
    name,
    tags: async () =>
      fromTagList((await ecr.send(new ListTagsForResourceCommand({ resourceArn }), options)).tags),
    remove: removeAs('repository', name),
  }));
};
