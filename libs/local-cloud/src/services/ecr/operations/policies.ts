import type {
  DeleteLifecyclePolicyRequest,
  DeleteLifecyclePolicyResponse,
  DeleteRepositoryPolicyRequest,
  DeleteRepositoryPolicyResponse,
  GetLifecyclePolicyRequest,
  GetLifecyclePolicyResponse,
  GetRepositoryPolicyRequest,
  GetRepositoryPolicyResponse,
  PutLifecyclePolicyRequest,
  PutLifecyclePolicyResponse,
  SetRepositoryPolicyRequest,
  SetRepositoryPolicyResponse,
} from '@aws-sdk/client-ecr';
import { AwsError, type Operation } from '../../../service.ts';
import { applyLifecycle } from '../apply-lifecycle.ts';
import { parseLifecyclePolicy } from '../lifecycle.ts';
import { findRepository, type Ecr, type RepositoryRecord } from '../records.ts';
import { required } from '../required.ts';

const names = (ecr: Ecr, repository: RepositoryRecord) => ({
  registryId: ecr.environment.account,
  repositoryName: repository.name,
});

function lifecycleOf(ecr: Ecr, repository: RepositoryRecord): string {
  if (repository.lifecyclePolicy !== undefined) return repository.lifecyclePolicy;
  throw new AwsError(
    'LifecyclePolicyNotFoundException',
    `Lifecycle policy does not exist for the repository with name '${repository.name}' in the registry with id '${ecr.environment.account}'`,
  );
}

function policyOf(ecr: Ecr, repository: RepositoryRecord): string {
  if (repository.policy !== undefined) return repository.policy;
  throw new AwsError(
    'RepositoryPolicyNotFoundException',
    `Repository policy does not exist for the repository with name '${repository.name}' in the registry with id '${ecr.environment.account}'`,
  );
}

/** Applies at once; ECR takes up to a day. */
export const putLifecyclePolicy =
  (ecr: Ecr): Operation<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const lifecyclePolicyText = required(input.lifecyclePolicyText, 'lifecyclePolicyText');
    parseLifecyclePolicy(lifecyclePolicyText);
    repository.lifecyclePolicy = lifecyclePolicyText;
    applyLifecycle(repository);
    return { ...names(ecr, repository), lifecyclePolicyText };
  };

export const getLifecyclePolicy =
  (ecr: Ecr): Operation<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    return {
      ...names(ecr, repository),
      lifecyclePolicyText: lifecycleOf(ecr, repository),
      lastEvaluatedAt: new Date(repository.lifecycleEvaluatedAt ?? repository.createdAt),
    };
  };

export const deleteLifecyclePolicy =
  (ecr: Ecr): Operation<DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const lifecyclePolicyText = lifecycleOf(ecr, repository);
    repository.lifecyclePolicy = undefined;
    return { ...names(ecr, repository), lifecyclePolicyText };
  };

export const setRepositoryPolicy =
  (ecr: Ecr): Operation<SetRepositoryPolicyRequest, SetRepositoryPolicyResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    try {
      JSON.parse(required(input.policyText, 'policyText'));
    } catch (cause) {
      throw new AwsError(
        'InvalidParameterException',
        "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid repository policy provided'",
        { cause },
      );
    }
    repository.policy = input.policyText;
    return { ...names(ecr, repository), policyText: repository.policy };
  };

export const getRepositoryPolicy =
  (ecr: Ecr): Operation<GetRepositoryPolicyRequest, GetRepositoryPolicyResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    return { ...names(ecr, repository), policyText: policyOf(ecr, repository) };
  };

export const deleteRepositoryPolicy =
  (ecr: Ecr): Operation<DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const policyText = policyOf(ecr, repository);
    repository.policy = undefined;
    return { ...names(ecr, repository), policyText };
  };
