import { TagResourceCommand } from '@aws-sdk/client-ecs';
import { previousTag } from '@phaseline/model';
import type { KindScope } from '../engine/kind.ts';

/** Notes on a service which task definition it ran before, so that a rollback finds it. */
export async function notePreviousRevision(
  resourceArn: string | undefined,
  revision: string,
  { clients: { ecs }, options }: Pick<KindScope, 'clients' | 'options'>,
): Promise<void> {
  if (resourceArn === undefined) return;
  const tags = [{ key: previousTag, value: revision.replace(/^.*\//, '') }];
  await ecs.send(new TagResourceCommand({ resourceArn, tags }), options);
}
