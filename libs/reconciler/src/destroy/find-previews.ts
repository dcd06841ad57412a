import type { Context } from '../context.ts';
import { listOwned } from './list-owned.ts';

/** A preview environment that has something left. */
export interface FoundPreview {
  /** `pr-<number>` */
  readonly environment: string;
  /** Of the pull request. */
  readonly number: number;
  /** Ids of what is there, sorted. */
  readonly resources: readonly string[];
}

/** Names of previews begin so. Production has no prefix, so it can never be among them. */
const previewName = /^(pr-([1-9]\d{0,8}))-/;

/**
 * What there is of preview environments, by what exists: named as a preview's and tagged with that very environment. Reads only.
 * @throws what AWS answers when a list is refused: a sweep that does not see everything must not look as if it did
 */
export async function findPreviews({ clients, signal }: Context): Promise<FoundPreview[]> {
  const options = signal === undefined ? {} : { abortSignal: signal };
  const previews = new Map<string, string[]>();
  for (const { environment, id } of await listOwned(
    { clients, options },
    (name) => previewName.exec(name)?.[1],
  ))
    previews.set(environment, [...(previews.get(environment) ?? []), id]);
  return [...previews]
    .map(([environment, ids]) => ({
      environment,
      number: Number(environment.slice('pr-'.length)),
      resources: ids.toSorted(),
    }))
    .toSorted((one, other) => one.number - other.number);
}
