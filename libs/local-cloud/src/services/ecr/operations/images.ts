import type {
  BatchDeleteImageRequest,
  BatchDeleteImageResponse,
  BatchGetImageRequest,
  BatchGetImageResponse,
  DescribeImagesRequest,
  DescribeImagesResponse,
  Image,
  ImageDetail,
  ImageFailure,
  ImageIdentifier,
  ListImagesRequest,
  ListImagesResponse,
  PutImageRequest,
  PutImageResponse,
} from '@aws-sdk/client-ecr';
import { AwsError, type Operation } from '../../../service.ts';
import { findImage, isImage } from '../find-image.ts';
import { paginate } from '../paginate.ts';
import { putManifest } from '../put-manifest.ts';
import { findRepository, tagsOf, type Ecr, type ImageRecord, type RepositoryRecord } from '../records.ts';
import { listedBy, removeImage } from '../remove-image.ts';
import { required } from '../required.ts';

function showImage(ecr: Ecr, repository: RepositoryRecord, image: ImageRecord, tag?: string): Image {
  return {
    registryId: ecr.environment.account,
    repositoryName: repository.name,
    imageId: { imageDigest: image.digest, imageTag: tag },
    imageManifest: image.manifest,
    imageManifestMediaType: image.mediaType,
  };
}

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html */
export const describeImages =
  (ecr: Ecr): Operation<DescribeImagesRequest, DescribeImagesResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const wanted = input.imageIds?.map((id) => {
      const found = findImage(repository, id);
      if (isImage(found)) return found;
      throw new AwsError(
        'ImageNotFoundException',
        `The image with imageId {imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'} does not exist within the repository with name '${repository.name}' in the registry with id '${ecr.environment.account}'`,
      );
    });
    const details = (wanted ?? [...repository.images.values()]).map((image): ImageDetail => {
      const imageTags = tagsOf(repository, image.digest);
      return {
        registryId: ecr.environment.account,
        repositoryName: repository.name,
        imageDigest: image.digest,
        imageTags: imageTags.length > 0 ? imageTags : undefined,
        imageSizeInBytes: image.size,
        imagePushedAt: new Date(image.pushedAt),
        imageManifestMediaType: image.mediaType,
        artifactMediaType: image.artifactMediaType,
        lastRecordedPullTime: image.pulledAt === undefined ? undefined : new Date(image.pulledAt),
        imageStatus: 'ACTIVE',
      };
    });
    const status = input.filter?.tagStatus ?? 'ANY';
    const chosen = details.filter(
      (detail) => status === 'ANY' || (status === 'TAGGED') === (detail.imageTags !== undefined),
    );
    const { page, nextToken } = paginate(chosen, input);
    return { imageDetails: page, nextToken };
  };

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImages.html */
export const listImages =
  (ecr: Ecr): Operation<ListImagesRequest, ListImagesResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const ids = [...repository.images.keys()].flatMap((imageDigest): ImageIdentifier[] => {
      const tags = tagsOf(repository, imageDigest);
      return tags.length > 0 ? tags.map((imageTag) => ({ imageDigest, imageTag })) : [{ imageDigest }];
    });
    const status = input.filter?.tagStatus ?? 'ANY';
    const chosen = ids.filter(
      (id) => status === 'ANY' || (status === 'TAGGED') === (id.imageTag !== undefined),
    );
    const { page, nextToken } = paginate(chosen, input);
    return { imageIds: page, nextToken };
  };

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchGetImage.html */
export const batchGetImage =
  (ecr: Ecr): Operation<BatchGetImageRequest, BatchGetImageResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const images: Image[] = [];
    const failures: ImageFailure[] = [];
    for (const id of required(input.imageIds, 'imageIds')) {
      const found = findImage(repository, id);
      if (isImage(found)) images.push(showImage(ecr, repository, found, id.imageTag));
      else failures.push(found);
    }
    return { images, failures };
  };

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html */
export const putImage =
  (ecr: Ecr): Operation<PutImageRequest, PutImageResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const { image, created } = putManifest(repository, required(input.imageManifest, 'imageManifest'), {
      mediaType: input.imageManifestMediaType,
      tag: input.imageTag,
      digest: input.imageDigest,
    });
    if (!created) {
      throw new AwsError(
        'ImageAlreadyExistsException',
        `Image with digest '${image.digest}' and tag '${input.imageTag ?? 'null'}' already exists in the repository with name '${repository.name}' in registry with id '${ecr.environment.account}'`,
      );
    }
    return { image: showImage(ecr, repository, image, input.imageTag) };
  };

/** A tag alone is taken off; a digest takes the image and all its tags away. */
export const batchDeleteImage =
  (ecr: Ecr): Operation<BatchDeleteImageRequest, BatchDeleteImageResponse> =>
  (input) => {
    const repository = findRepository(ecr, input.repositoryName, input.registryId);
    const imageIds: ImageIdentifier[] = [];
    const failures: ImageFailure[] = [];
    for (const id of required(input.imageIds, 'imageIds')) {
      const found = findImage(repository, id);
      if (!isImage(found)) {
        failures.push(found);
        continue;
      }
      const tags = tagsOf(repository, found.digest);
      if (id.imageTag !== undefined && tags.length > 1) {
        repository.imageTags.delete(id.imageTag);
        imageIds.push({ imageDigest: found.digest, imageTag: id.imageTag });
      } else if (removeImage(repository, found.digest)) {
        const gone = tags.map((imageTag) => ({ imageDigest: found.digest, imageTag }));
        imageIds.push(...(gone.length > 0 ? gone : [{ imageDigest: found.digest }]));
      } else {
        failures.push({
          imageId: id,
          failureCode: 'ImageReferencedByManifestList',
          failureReason: `Requested image referenced by manifest list: [${listedBy(repository, found.digest)}]`,
        });
      }
    }
    return { imageIds, failures };
  };
