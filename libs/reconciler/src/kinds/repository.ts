import {
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  PutImageScanningConfigurationCommand,
  PutImageTagMutabilityCommand,
  PutLifecyclePolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-ecr';
import type { RepositoryResource } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import { type Kind, type Outputs, touches } from '../engine/kind.ts';

/** An ECR repository: whether tags may move, whether pushes are scanned, and which images it forgets. */
export const repository: Kind<RepositoryResource> = {
  async read({ name }, { clients: { ecr }, options }) {
    const described = await orAbsent(
      ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), options),
      'RepositoryNotFound',
    );
    const found = described?.repositories?.[0];
    if (!found) return undefined;
    const arn = found.repositoryArn ?? '';
    const [lifecycle, { tags }] = await Promise.all([
      orAbsent(
        ecr.send(new GetLifecyclePolicyCommand({ repositoryName: name }), options),
        'LifecyclePolicyNotFound',
      ),
      ecr.send(new ListTagsForResourceCommand({ resourceArn: arn }), options),
    ]);
    return {
      state: {
        immutableTags: found.imageTagMutability === 'IMMUTABLE',
        scanOnPush: found.imageScanningConfiguration?.scanOnPush ?? false,
        lifecycle: lifecycle?.lifecyclePolicyText && JSON.parse(lifecycle.lifecyclePolicyText),
      },
      tags: fromTagList(tags),
      outputs: { arn, uri: found.repositoryUri ?? '' },
    };
  },

  want: ({ immutableTags, scanOnPush, lifecycle }) => ({ immutableTags, scanOnPush, lifecycle }),

  async apply(resource, { observed, changes }, { clients: { ecr }, options }) {
    const { name: repositoryName, scanOnPush, lifecycle, tags } = resource;
    const imageTagMutability = resource.immutableTags ? 'IMMUTABLE' : 'MUTABLE';
    const imageScanningConfiguration = { scanOnPush };
    let outputs: Outputs | undefined = observed?.outputs;
    if (!outputs) {
      const created = await ecr.send(
        new CreateRepositoryCommand({
          repositoryName,
          imageTagMutability,
          imageScanningConfiguration,
          tags: toTagList(tags),
        }),
        options,
      );
      const { repositoryArn = '', repositoryUri = '' } = created.repository ?? {};
      outputs = { arn: repositoryArn, uri: repositoryUri };
    }
    if (touches(changes, 'immutableTags')) {
      await ecr.send(new PutImageTagMutabilityCommand({ repositoryName, imageTagMutability }), options);
    }
    if (touches(changes, 'scanOnPush')) {
      await ecr.send(
        new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration }),
        options,
      );
    }
    if (!observed || touches(changes, 'lifecycle')) {
      const lifecyclePolicyText = JSON.stringify(lifecycle);
      await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }), options);
    }
    if (touches(changes, 'tags')) {
      await ecr.send(new TagResourceCommand({ resourceArn: outputs['arn'], tags: toTagList(tags) }), options);
    }
    return outputs;
  },

  async remove({ name: repositoryName }, _observed, { clients: { ecr }, options }) {
    await orAbsent(
      ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }), options),
      'RepositoryNotFound',
    );
  },
};
