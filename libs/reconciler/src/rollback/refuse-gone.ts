import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import { GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { environmentNames } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import type { KindScope } from '../engine/kind.ts';
import { readRevision } from '../kinds/task-definition.ts';
import { NothingToGoBackTo, type RollbackRelease } from './decide-rollback.ts';

type Scope = Pick<KindScope, 'clients' | 'options'>;

/**
 * Looks whether what is gone back to can still run. Reads only.
 * @throws NothingToGoBackTo naming every revision, image and version that was removed since
 */
export async function refuseGone(
  environment: string,
  releases: readonly RollbackRelease[],
  scope: Scope,
): Promise<void> {
  const names = environmentNames(environment);
  const problems = await Promise.all(
    releases
      .filter(({ instead }) => instead !== undefined)
      .map(async ({ component, placement, release }) => {
        const what =
          placement === 'ecs'
            ? await missingImage(names.repository(component), component, release, scope)
            : await missingVersion(names.function(component), release, scope);
        return what === undefined ? [] : [`- ${component}: ${what}`];
      }),
  );
  const lines = problems.flat();
  if (lines.length === 0) return;
  throw new NothingToGoBackTo([
    `environment ${environment} cannot go back: what ran before was removed since; deploy the commit it came from`,
    ...lines,
    'Nothing was changed.',
  ]);
}

async function missingImage(
  repositoryName: string,
  component: string,
  release: string,
  scope: Scope,
): Promise<string | undefined> {
  const found = await readRevision(release, scope);
  if (!found) return `task definition ${release} was deregistered`;
  const { containerDefinitions = [] } = found.definition;
  const image = (containerDefinitions.find(({ name }) => name === component) ?? containerDefinitions[0])
    ?.image;
  const imageDigest = image?.split('@')[1];
  if (imageDigest === undefined || !image?.includes(`/${repositoryName}@`)) return undefined;
  const images = new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest }] });
  const there = await orAbsent(
    scope.clients.ecr.send(images, scope.options),
    'ImageNotFound',
    'RepositoryNotFound',
  );
  return there
    ? undefined
    : `image ${imageDigest} of ${release} is not in repository ${repositoryName} any more`;
}

async function missingVersion(
  FunctionName: string,
  Qualifier: string,
  { clients: { lambda }, options }: Scope,
): Promise<string | undefined> {
  const there = await orAbsent(
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName, Qualifier }), options),
    'ResourceNotFound',
  );
  return there ? undefined : `version ${Qualifier} of function ${FunctionName} was deleted`;
}
