import type { LocalCloud } from '@phaseline/local-cloud';
import { pipelineVariables } from '@phaseline/model';
import { bootstrapPipeline, createClients } from '@phaseline/reconciler';
import { withEnvironment } from './with-environment.ts';

/** The only branch that the deploy role may be taken from. */
export const mainBranch = 'refs/heads/main';

/** What the workflow runner gives every repository. */
const ids = { owner: 1, repository: 1 };

/**
 * Does in a local cloud what bootstrap-aws does in an account, for the workflows of one repository.
 * @param repository `owner/name`, as the runner knows it (`repositoryOf`)
 * @returns the repository variables by which the workflows find their roles
 */
export async function bootstrapLocalCloud(
  cloud: Pick<LocalCloud, 'env'>,
  repository: string,
): Promise<Readonly<Record<string, string>>> {
  const [owner = '', name = ''] = repository.split('/');
  return await withEnvironment(cloud.env, async () => {
    const bootstrap = await bootstrapPipeline(
      { repository: { owner, name, ids }, environments: ['production'] },
      { clients: createClients() },
    );
    await bootstrap.apply();
    return pipelineVariables(bootstrap.place);
  });
}
