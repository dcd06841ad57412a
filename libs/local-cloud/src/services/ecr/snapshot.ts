import type { Ecr, ImageRecord, RepositoryRecord } from './records.ts';

export interface Snapshot {
  readonly secret: string;
  readonly repositories: readonly (Omit<RepositoryRecord, 'images' | 'imageTags' | 'blobs'> & {
    readonly images: readonly ImageRecord[];
    readonly imageTags: readonly (readonly [string, string])[];
    readonly blobs: readonly string[];
  })[];
}

/** Everything but the blobs, which are files already. */
export function takeSnapshot(ecr: Ecr): Snapshot {
  return {
    secret: ecr.tokens.secret,
    repositories: [...ecr.repositories.values()].map((repository) => ({
      ...repository,
      images: [...repository.images.values()],
      imageTags: [...repository.imageTags],
      blobs: [...repository.blobs],
    })),
  };
}

export function restoreRepositories(ecr: Ecr, snapshot: Snapshot): void {
  for (const repository of snapshot.repositories) {
    ecr.repositories.set(repository.name, {
      ...repository,
      policy: repository.policy,
      lifecyclePolicy: repository.lifecyclePolicy,
      lifecycleEvaluatedAt: repository.lifecycleEvaluatedAt,
      images: new Map(repository.images.map((image) => [image.digest, { ...image }])),
      imageTags: new Map(repository.imageTags),
      blobs: new Set(repository.blobs),
    });
  }
}
