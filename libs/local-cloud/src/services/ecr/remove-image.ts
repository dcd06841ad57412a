import type { RepositoryRecord } from './records.ts';

/** The index that lists `digest`, if an image index of this repository does. */
export function listedBy(repository: RepositoryRecord, digest: string): string | undefined {
  return [...repository.images.values()].find(
    (image) =>
      image.digest !== digest && image.manifest.includes(`"${digest}"`) && /index|list/.test(image.mediaType),
  )?.digest;
}

/** Takes an image and its tags away, unless an image index still lists it. Answers whether it did. */
export function removeImage(repository: RepositoryRecord, digest: string): boolean {
  if (listedBy(repository, digest) !== undefined) return false;
  for (const [tag, target] of repository.imageTags) if (target === digest) repository.imageTags.delete(tag);
  return repository.images.delete(digest);
}
