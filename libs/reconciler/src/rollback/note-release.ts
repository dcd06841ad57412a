import { TagResourceCommand as TagRepositoryCommand } from '@aws-sdk/client-ecr';
import { TagResourceCommand as TagServiceCommand } from '@aws-sdk/client-ecs';
import { TagResourceCommand as TagFunctionCommand } from '@aws-sdk/client-lambda';
import { deploymentTag, previousTag } from '@phaseline/model';
import type { KindScope } from '../engine/kind.ts';

/** What a release leaves behind for a rollback. */
export interface ReleaseNote {
  /** What ran before: `family:revision` or a version; undefined where nothing did. */
  readonly previous: string | undefined;
  /** The deployment that released what runs now; undefined where nobody said. */
  readonly deployment: string | undefined;
}

type Scope = Pick<KindScope, 'clients' | 'options'>;

/** Notes on a service what it ran before. One call, none where there is nothing to note. */
export async function noteServiceRelease(
  resourceArn: string | undefined,
  { previous, deployment }: ReleaseNote,
  { clients: { ecs }, options }: Scope,
): Promise<void> {
  const tags = Object.entries(tagsOf({ previous: previous && shortRevision(previous), deployment }));
  if (resourceArn === undefined || tags.length === 0) return;
  await ecs.send(
    new TagServiceCommand({ resourceArn, tags: tags.map(([key, value]) => ({ key, value })) }),
    options,
  );
}

/**
 * Notes on a function which version alias `live` led to before. One call, none where there is nothing to note.
 * @param arn the function's, or of an alias or a version of it
 */
export async function noteFunctionRelease(
  arn: string | undefined,
  { previous, deployment }: ReleaseNote,
  { clients: { lambda }, options }: Scope,
): Promise<void> {
  const isVersion = previous !== undefined && /^\d+$/.test(previous);
  const Tags = tagsOf({ previous: isVersion ? previous : undefined, deployment });
  if (arn === undefined || Object.keys(Tags).length === 0) return;
  // Tags belong to the function, not to a version or an alias of it.
  const Resource = arn.split(':').slice(0, 7).join(':');
  await lambda.send(new TagFunctionCommand({ Resource, Tags }), options);
}

/** Notes on a component's repository, which stays in every phase, what its service runs that is about to go. */
export async function noteRetiredService(
  repositoryArn: string,
  revision: string,
  { clients: { ecr }, options }: Scope,
): Promise<void> {
  const tags = [{ Key: previousTag, Value: shortRevision(revision) }];
  await ecr.send(new TagRepositoryCommand({ resourceArn: repositoryArn, tags }), options);
}

/** `family:revision` of a task definition's ARN. */
export function shortRevision(arn: string): string {
  return arn.replace(/^.*\//, '');
}

function tagsOf({ previous, deployment }: ReleaseNote): Record<string, string> {
  return {
    ...(previous === undefined ? {} : { [previousTag]: previous }),
    ...(deployment === undefined ? {} : { [deploymentTag]: deployment }),
  };
}
