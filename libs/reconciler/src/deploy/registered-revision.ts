import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { KindScope } from '../engine/kind.ts';
import { readRevision } from '../kinds/task-definition.ts';

/**
 * The definition of what is to run, and the revision where one was asked for by its number.
 * @throws Error for a revision that is not there, or not ACTIVE any more
 */
export async function registeredRevision(
  asked: RegisterTaskDefinitionCommandInput | string,
  scope: Pick<KindScope, 'clients' | 'options'>,
): Promise<{ definition: RegisterTaskDefinitionCommandInput; revision: string | undefined }> {
  if (typeof asked !== 'string') return { definition: asked, revision: undefined };
  const found = await readRevision(asked, scope);
  if (!found) {
    throw new Error(
      `task definition ${asked} is not there, or was deregistered: nothing can run it any more; deploy the commit it came from`,
    );
  }
  const { definition } = found;
  return { definition: definition as RegisterTaskDefinitionCommandInput, revision: found.outputs['arn'] };
}
