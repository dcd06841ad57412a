import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { type Component, components, environmentNames, type Placement, previousTag } from '@phaseline/model';
import { orAbsent } from '../aws/errors.ts';
import { fromLowerTagList } from '../aws/tags.ts';
import type { Context } from '../context.ts';
import type { KindScope } from '../engine/kind.ts';
import { describeService } from '../kinds/describe-service.ts';

/** What a component ran on one side before its present release there. */
export interface PreviousArtifact {
  readonly component: Component;
  readonly placement: Placement;
  /** `family:revision` of its task definition, or the function's version. */
  readonly release: string;
  /** `sha256:...` of its image; of a service. */
  readonly imageDigest?: string | undefined;
  /** Base64 of SHA-256 of its zip, and where the zip can be fetched for some minutes; of a function. */
  readonly code?: { readonly sha256: string; readonly location: string } | undefined;
}

/**
 * What ran before the present release of each component, where it is placed now: read from the tags that releases leave. A component that
 * was released once, or that has since moved to the other side, has none. Reads only.
 * @throws RangeError when the environment's name is not valid; what AWS answers otherwise
 */
export async function previousArtifacts(
  { environment }: { readonly environment: string },
  { clients, signal }: Context,
): Promise<PreviousArtifact[]> {
  const scope = { clients, options: signal === undefined ? {} : { abortSignal: signal } };
  const names = environmentNames(environment);
  const found = await Promise.all(
    components.flatMap((component) => [
      previousRevision(component, { cluster: names.cluster, service: names.service(component) }, scope),
      previousVersion(component, names.function(component), scope),
    ]),
  );
  return found.filter((artifact) => artifact !== undefined);
}

type Scope = Pick<KindScope, 'clients' | 'options'>;

async function previousRevision(
  component: Component,
  { cluster, service }: { cluster: string; service: string },
  scope: Scope,
): Promise<PreviousArtifact | undefined> {
  const found = await describeService(cluster, service, scope);
  const release = found?.status === 'ACTIVE' ? fromLowerTagList(found.tags)[previousTag] : undefined;
  if (release === undefined) return undefined;
  const { taskDefinition } = await scope.clients.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: release }),
    scope.options,
  );
  const containers = taskDefinition?.containerDefinitions ?? [];
  const image = (containers.find(({ name }) => name === component) ?? containers[0])?.image;
  return { component, placement: 'ecs', release, imageDigest: image?.split('@')[1] };
}

async function previousVersion(
  component: Component,
  FunctionName: string,
  { clients: { lambda }, options }: Scope,
): Promise<PreviousArtifact | undefined> {
  const get = async (Qualifier?: string) =>
    await orAbsent(
      lambda.send(new GetFunctionCommand({ FunctionName, ...(Qualifier && { Qualifier }) }), options),
      'ResourceNotFound',
    );
  const release = (await get())?.Tags?.[previousTag];
  const before = release === undefined ? undefined : await get(release);
  if (release === undefined || !before) return undefined;
  const code = { sha256: before.Configuration?.CodeSha256 ?? '', location: before.Code?.Location ?? '' };
  return { component, placement: 'lambda', release, code };
}
