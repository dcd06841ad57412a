import { removeImage } from './remove-image.ts';
import { tagsOf, type RepositoryRecord } from './records.ts';
import { expiredImages, parseLifecyclePolicy } from './lifecycle.ts';

/** Expires what the repository's lifecycle policy says, now. ECR does the same within a day. */
export function applyLifecycle(repository: RepositoryRecord, now = Date.now()): void {
  if (repository.lifecyclePolicy === undefined) return;
  const images = [...repository.images.values()].map(({ digest, pushedAt }) => ({
    digest,
    pushedAt,
    tags: tagsOf(repository, digest),
  }));
  for (const digest of expiredImages(parseLifecyclePolicy(repository.lifecyclePolicy), images, now)) {
    removeImage(repository, digest);
  }
  repository.lifecycleEvaluatedAt = now;
}
