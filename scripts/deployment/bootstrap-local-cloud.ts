import type { LocalCloud } from '@phaseline/local-cloud';
import { pipelineVariables } from '@phaseline/model';
import { bootstrapPipeline, createClients } from '@phaseline/reconciler';
import { repositoryOf } from '@phaseline/workflow-runner';
import { withEnvironment } from './with-environment.ts';

/** The only branch that the deploy role may be taken from. */
export const mainBranch = 'refs/heads/main';

/**
 * Does in a local cloud what bootstrap-aws does in an account, for the workflows of `workspace`.
 * @returns the repository variables by which the workflows find their roles
 */
export async function bootstrapLocalCloud(
  cloud: Pick<LocalCloud, 'env'>,
  workspace: string,
): Promise<Readonly<Record<string, string>>> {
  const [owner = '', name = ''] = repositoryOf(workspace).split('/');
  return await withEnvironment(cloud.env, async () => {
    const bootstrap = await bootstrapPipeline(
      { repository: { owner, name }, environments: ['production'] },
      { clients: createClients() },
    );
    await bootstrap.apply();
    return pipelineVariables(bootstrap.place);
  });
}
