import type { ImageFailure, ImageIdentifier } from '@aws-sdk/client-ecr';
import type { ImageRecord, RepositoryRecord } from './records.ts';

/** An image by tag, by digest or by both, or why there is none. */
export function findImage(repository: RepositoryRecord, id: ImageIdentifier): ImageRecord | ImageFailure {
  const { imageTag, imageDigest } = id;
  const failure = (failureCode: ImageFailure['failureCode'], failureReason: string): ImageFailure => ({
    imageId: id,
    failureCode,
    failureReason,
  });
  if (imageTag === undefined && imageDigest === undefined) {
    return failure('MissingDigestAndTag', 'Invalid request parameters: both tag and digest cannot be null');
  }
  if (imageDigest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(imageDigest)) {
    return failure(
      'InvalidImageDigest',
      "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
    );
  }
  const byTag = imageTag === undefined ? undefined : repository.imageTags.get(imageTag);
  if (imageTag !== undefined && imageDigest !== undefined && byTag !== undefined && byTag !== imageDigest) {
    return failure('ImageTagDoesNotMatchDigest', 'Image tag does not match digest');
  }
  const image = repository.images.get(imageTag === undefined ? (imageDigest ?? '') : (byTag ?? ''));
  return image ?? failure('ImageNotFound', 'Requested image not found');
}

/** Tells a found image from a failure. */
export const isImage = (found: ImageRecord | ImageFailure): found is ImageRecord => 'manifest' in found;
