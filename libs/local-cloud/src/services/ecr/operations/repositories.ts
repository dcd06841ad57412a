import type {
  CreateRepositoryRequest,
  CreateRepositoryResponse,
  DeleteRepositoryRequest,
  DeleteRepositoryResponse,
  DescribeRepositoriesRequest,
  DescribeRepositoriesResponse,
  Repository,
} from '@aws-sdk/client-ecr';
import { AwsError, type Operation, type RequestContext } from '../../../service.ts';
import { paginate } from '../paginate.ts';
import { createRepositoryRecord, findRepository, type Ecr, type RepositoryRecord } from '../records.ts';
import { required } from '../required.ts';

const NAME = /^(?=.{2,256}$)[a-z0-9]+(?:[._-][a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/;

/** The ARN of a repository. */
export const repositoryArn = (ecr: Ecr, name: string): string =>
  `arn:aws:ecr:${ecr.environment.region}:${ecr.environment.account}:repository/${name}`;

function show(ecr: Ecr, repository: RepositoryRecord, context: RequestContext): Repository {
  return {
    repositoryArn: repositoryArn(ecr, repository.name),
    registryId: ecr.environment.account,
    repositoryName: repository.name,
    repositoryUri: `${new URL(context.origin).host}/${repository.name}`,
    createdAt: new Date(repository.createdAt),
    imageTagMutability: repository.mutability,
    imageScanningConfiguration: { scanOnPush: repository.scanOnPush },
    encryptionConfiguration: { encryptionType: repository.encryptionType },
  };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
export const createRepository =
  (ecr: Ecr): Operation<CreateRepositoryRequest, CreateRepositoryResponse> =>
  (input, context) => {
    const name = required(input.repositoryName, 'repositoryName');
    if (!NAME.test(name)) {
      throw new AwsError(
        'InvalidParameterException',
        `Invalid parameter at 'repositoryName' failed to satisfy constraint: '${name}' must have 2 to 256 characters, start with a letter or digit and contain only lowercase letters, digits, hyphens, underscores, periods and forward slashes`,
      );
    }
    if (ecr.repositories.has(name)) {
      throw new AwsError(
        'RepositoryAlreadyExistsException',
        `The repository with name '${name}' already exists in the registry with id '${ecr.environment.account}'`,
      );
    }
    const repository = createRepositoryRecord(name, {
      mutability: input.imageTagMutability ?? 'MUTABLE',
      scanOnPush: input.imageScanningConfiguration?.scanOnPush ?? false,
      encryptionType: input.encryptionConfiguration?.encryptionType ?? 'AES256',
      tags: input.tags ?? [],
    });
    ecr.repositories.set(name, repository);
    return { repository: show(ecr, repository, context) };
  };

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html */
export const describeRepositories =
  (ecr: Ecr): Operation<DescribeRepositoriesRequest, DescribeRepositoriesResponse> =>
  (input, context) => {
    if (input.repositoryNames !== undefined && input.repositoryNames.length > 0) {
      const chosen = input.repositoryNames.map((name) => findRepository(ecr, name, input.registryId));
      return { repositories: chosen.map((repository) => show(ecr, repository, context)) };
    }
    // The stand-in for a public registry is nobody's repository: a listing shows only what the account made.
    const own = [...ecr.repositories.values()].filter((repository) => !repository.publicPull);
    const { page, nextToken } = paginate(own, input);
    return { repositories: page.map((repository) => show(ecr, repository, context)), nextToken };
  };

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DeleteRepository.html */
export const deleteRepository =
  (ecr: Ecr): Operation<DeleteRepositoryRequest, DeleteRepositoryResponse> =>
  (input, context) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    if (repository.images.size > 0 && input.force !== true) {
      throw new AwsError(
        'RepositoryNotEmptyException',
        `The repository with name '${repository.name}' in registry with id '${ecr.environment.account}' cannot be deleted because it still contains images`,
      );
    }
    ecr.repositories.delete(repository.name);
    return { repository: show(ecr, repository, context) };
  };
