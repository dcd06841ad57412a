import { DescribeRepositoriesCommand, ListTagsForResourceCommand } from '@aws-sdk/client-ecr';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import {
  type Component,
  components,
  deploymentTag,
  environmentNames,
  liveAlias,
  type Phase,
  previousTag,
} from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromLowerTagList, fromTagList } from '../aws/tags.ts';
import type { Context } from '../context.ts';
import type { KindScope } from '../engine/kind.ts';
import { describeService } from '../kinds/describe-service.ts';
import {
  type ComponentReleases,
  decideRollback,
  type ReleasedSide,
  type Rollback,
} from './decide-rollback.ts';
import { shortRevision } from './note-release.ts';
import { refuseGone } from './refuse-gone.ts';

type Scope = Pick<KindScope, 'clients' | 'options'>;

/**
 * What each component is to run so that the last deployment is taken back, from the tags that releases leave. Reads only.
 * @param request the phase to be in afterwards: that of before the last deployment
 * @throws NothingToGoBackTo naming every component that has nothing to go back to, or whose artifact is gone; RangeError when the
 * environment's name is not valid; what AWS answers otherwise
 */
export async function findRollback(
  { phase, environment }: { readonly phase: Phase; readonly environment: string },
  { clients, signal }: Context,
): Promise<Rollback> {
  const scope = { clients, options: signal === undefined ? {} : { abortSignal: signal } };
  const names = environmentNames(environment);
  const known = await Promise.all(
    components.map(async (component): Promise<ComponentReleases> => ({
      component,
      ecs: await serviceRelease(names.cluster, names.service(component), scope),
      lambda: await functionRelease(names.function(component), scope),
      retired: await retiredRelease(names.repository(component), scope),
    })),
  );
  const rollback = decideRollback(phase, environment, known);
  await refuseGone(environment, rollback.releases, scope);
  return rollback;
}

async function serviceRelease(
  cluster: string,
  service: string,
  scope: Scope,
): Promise<ReleasedSide | undefined> {
  const found = await describeService(cluster, service, scope);
  if (found?.status !== 'ACTIVE' || found.taskDefinition === undefined) return undefined;
  return { release: shortRevision(found.taskDefinition), ...noteIn(fromLowerTagList(found.tags)) };
}

async function functionRelease(
  FunctionName: string,
  { clients: { lambda }, options }: Scope,
): Promise<ReleasedSide | undefined> {
  // Tags belong to the function, whatever it is asked for by.
  const live = await orAbsent(
    lambda.send(new GetFunctionCommand({ FunctionName, Qualifier: liveAlias }), options),
    'ResourceNotFound',
  );
  const release = live?.Configuration?.Version;
  return release === undefined ? undefined : { release, ...noteIn(live?.Tags ?? {}) };
}

async function retiredRelease(
  name: string,
  { clients: { ecr }, options }: Scope,
): Promise<string | undefined> {
  const described = await orAbsent(
    ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }), options),
    'RepositoryNotFound',
  );
  const resourceArn = described?.repositories?.[0]?.repositoryArn;
  if (resourceArn === undefined) return undefined;
  const { tags } = await ecr.send(new ListTagsForResourceCommand({ resourceArn }), options);
  return fromTagList(tags)[previousTag];
}

function noteIn(tags: Readonly<Record<string, string>>): Pick<ReleasedSide, 'previous' | 'deployment'> {
  return { previous: tags[previousTag], deployment: tags[deploymentTag] };
}

/** `{"email-service":"email-service-td:3"}`: what a plan hands to the jobs that release. Pure. */
export function releasesByComponent({ releases }: Rollback): Partial<Record<Component, string>> {
  return Object.fromEntries(releases.map(({ component, release }) => [component, release]));
}
