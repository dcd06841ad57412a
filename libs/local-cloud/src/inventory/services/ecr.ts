import {
  ECRClient,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import { everyItem, inTurn, type Inventory, item } from '../item.ts';

export const ecr: Inventory = async (options) => {
  const client = new ECRClient(options);
  const repositories = await everyItem(
    paginateDescribeRepositories({ client }, {}),
    (page) => page.repositories,
  );
  const items = await inTurn(repositories, async (repository) => {
    const { repositoryName, repositoryArn: resourceArn } = repository;
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
    const lifecycle = await client
      .send(new GetLifecyclePolicyCommand({ repositoryName }))
      .then(({ lifecyclePolicyText }) => lifecyclePolicyText)
      .catch(() => undefined);
    const images = await everyItem(
      paginateDescribeImages({ client }, { repositoryName }),
      ({ imageDetails }) => imageDetails,
    );
    return [
      item('ecr', 'repository', repositoryName, { ...repository, tags, lifecycle }),
      ...images.map((image) => item('ecr', 'image', `${repositoryName}@${image.imageDigest}`, image)),
    ];
  });
  return items.flat();
};
