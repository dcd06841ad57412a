import { tagKeys } from '@phaseline/model';
import type { Context } from '../context.ts';
import { isAwsError } from '../aws/errors.ts';
import { type Listed, listers } from './tagged.ts';

/** A preview environment that has something left. */
export interface FoundPreview {
  /** `pr-<number>` */
  readonly environment: string;
  /** Of the pull request. */
  readonly number: number;
  /** Ids of what is there, sorted. */
  readonly resources: readonly string[];
}

/** Names of previews begin so, log groups behind their path. Production has no prefix, so it can never be among them. */
const previewName = /^(?:\/ecs\/|\/aws\/lambda\/|\/aws\/apigateway\/)?(pr-([1-9]\d{0,8}))-/;

const gone = ['NotFound', 'ResourceNotFound', 'NoSuchEntity', 'QueueDoesNotExist', 'NonExistentQueue', 'RepositoryNotFound', 'ClusterNotFound', 'LoadBalancerNotFound', 'TargetGroupNotFound'] as const; // prettier-ignore

/**
 * What there is of preview environments, by what exists: named as a preview's and tagged with that very environment. Something that is only
 * named so is somebody else's. Reads only.
 * @throws what AWS answers when a list is refused: a sweep that does not see everything must not look as if it did
 */
export async function findPreviews({ clients, signal }: Context): Promise<FoundPreview[]> {
  const options = signal === undefined ? {} : { abortSignal: signal };
  const lists = await Promise.all(listers.map(async (list) => await list(clients, options)));
  const found = await Promise.all(lists.flat().map(ownerOf));
  const previews = new Map<string, { number: number; resources: string[] }>();
  for (const item of found) {
    if (item === undefined) continue;
    const preview = previews.get(item.environment) ?? { number: item.number, resources: [] };
    preview.resources.push(item.id);
    previews.set(item.environment, preview);
  }
  return [...previews]
    .map(([environment, { number, resources }]) => ({ environment, number, resources: resources.toSorted() }))
    .toSorted((one, other) => one.number - other.number);
}

async function ownerOf({ kind, name, tags }: Listed) {
  const [, environment, number] = previewName.exec(name) ?? [];
  if (environment === undefined) return undefined;
  try {
    if ((await tags())[tagKeys.environment] !== environment) return undefined;
  } catch (error) {
    // It went between the list and the question.
    if (isAwsError(error, ...gone)) return undefined;
    throw error;
  }
  return { environment, number: Number(number), id: `${kind}/${name}` };
}
