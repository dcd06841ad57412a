import { tagKeys } from '@phaseline/model';
import { isAwsError } from '../aws/errors.ts';
import type { Listed, ListScope } from './listed.ts';
import { listers } from './lists/index.ts';

/** Something of an environment. */
export interface Owned extends Listed {
  readonly environment: string;
  /** `<kind>/<name>`. */
  readonly id: string;
}

/** What stands before the name that an environment gave. */
const path = /^(?:\/ecs\/|\/aws\/lambda\/|\/aws\/apigateway\/|\/aws\/events\/|service\/)/;

const gone = ['NotFound', 'ResourceNotFound', 'NoSuchEntity', 'QueueDoesNotExist', 'NonExistentQueue', 'RepositoryNotFound', 'ClusterNotFound', 'LoadBalancerNotFound', 'TargetGroupNotFound', 'ObjectNotFound', 'ServiceNotFound'] as const; // prettier-ignore

/**
 * Everything that is named as something of an environment, and tagged with that very environment: what is only named so is somebody else's.
 * Reads only.
 * @param environmentOf the environment that a name is of, if it is of one that is looked for
 * @throws what AWS answers when a list is refused: who does not see everything must not look as if they did
 */
export async function listOwned(
  scope: Pick<ListScope, 'clients' | 'options'>,
  environmentOf: (name: string) => string | undefined,
): Promise<Owned[]> {
  const named = (name: string) => environmentOf(name.replace(path, ''));
  const isOfInterest = (name: string) => named(name) !== undefined;
  const lists = await Promise.all(listers.map(async (list) => await list({ ...scope, isOfInterest })));
  const owned = await Promise.all(
    lists.flat().map(async (item): Promise<Owned | undefined> => {
      const environment = named(item.name);
      if (environment === undefined || !(await isTagged(item, environment))) return undefined;
      return { ...item, environment, id: `${item.kind}/${item.name}` };
    }),
  );
  return owned.filter((item) => item !== undefined);
}

async function isTagged(item: Listed, environment: string): Promise<boolean> {
  try {
    return (await item.tags())[tagKeys.environment] === environment;
  } catch (error) {
    // It went between the list and the question.
    if (isAwsError(error, ...gone)) return false;
    throw error;
  }
}
