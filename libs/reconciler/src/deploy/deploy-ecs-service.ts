import { type RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { ServiceResource } from '@phaseline/model';
import type { Context } from '../context.ts';
import { describeChanges, diff } from '../engine/diff.ts';
import { observe } from '../engine/observe.ts';
import { createEngineScope, type EngineScope } from '../engine/scope.ts';
import { service as serviceKind } from '../kinds/service.ts';
import { taskDefinition as taskDefinitionKind } from '../kinds/taskDefinition.ts';
import { chooseRevision } from './choose-revision.ts';
import { deploymentAfter, newestDeployment } from './find-deployment.ts';
import { provenImages } from './proven-images.ts';
import { refuseMissing, releaseOf } from './release.ts';
import { verdictOn } from './deployment-status.ts';
import { waitForDeployment } from './wait.ts';
import { describeService } from '../kinds/describe-service.ts';

export interface DeployEcsServiceRequest {
  readonly environment: string;
  readonly component: string;
  /** Rendered: no placeholders left. */
  readonly taskDefinition: RegisterTaskDefinitionCommandInput;
  readonly wait: { readonly timeoutSeconds: number };
  /** How many tasks a service starts with that is not there yet; autoscaling decides afterwards. */
  readonly desiredCount?: number | undefined;
  /** The system's name in tags; `order-system` when absent. */
  readonly system?: string | undefined;
}

export interface DeployEcsServiceResult {
  /** ARN of the task definition that runs. */
  readonly revision: string;
  /** Whether anything was written. */
  readonly changed: boolean;
  /** ARN of the service deployment; undefined when nothing had to be deployed. */
  readonly deploymentId: string | undefined;
  /** ARN. */
  readonly service: string;
  readonly runningCount: number;
  /** `sha256:...` of what runs, by container name, where ECS or the image reference says it. */
  readonly imageDigests: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/**
 * Makes a component's service run this task definition and waits until it does. Registers a revision only where none is the
 * same, changes the service by one call only where it differs, creates it when it is not there. Unchanged: reads only.
 * @throws EcsDeploymentFailed saying why, when ECS rolled back, stopped, or did not get done in time;
 * EcsDeploymentCancelled when the signal was aborted, after stopping the deployment; what AWS answers otherwise
 */
export async function deployEcsService(
  request: DeployEcsServiceRequest,
  context: Context,
): Promise<DeployEcsServiceResult> {
  const started = performance.now();
  const scope = await createEngineScope(context);
  const release = releaseOf(request, scope.place);
  const observed = await observe([...release.needs, release.service], scope);
  refuseMissing(release, observed);
  const found = observed.get(release.service.id);
  const chosen = await chooseRevision(release.taskDefinition, found?.outputs['taskDefinition'], scope);
  const ids = { cluster: release.service.cluster, service: release.service.name };
  const report = (action: 'created' | 'updated' | 'unchanged' | 'waiting', detail: string) =>
    scope.report({ resource: release.service.id, action, detail });

  const revision = chosen.revision ?? (await register(release.taskDefinition, scope));
  scope.outputs.set(release.taskDefinition.id, { arn: revision });
  const changes = found ? diff(serviceKind, release.service, found, scope.lookup) : [];
  const changed = !found || changes.length > 0;
  const since = new Date();
  const before = await newestDeployment(ids, scope);
  let deployment: string | undefined;
  if (changed) {
    await change(release.service, { observed: found, changes }, scope);
    report(found ? 'updated' : 'created', found ? describeChanges(changes) : '');
    // Tags alone start no deployment.
    const rolls = !found || changes.some(({ field }) => !field.startsWith('tags.'));
    deployment = rolls
      ? await deploymentAfter(ids, before?.serviceDeploymentArn, unabortable(scope))
      : undefined;
  } else {
    report('unchanged', revision);
    // A run before this one may have been killed while it waited.
    deployment = verdictOn(before?.status) === 'going' ? before?.serviceDeploymentArn : undefined;
  }
  if (deployment !== undefined) {
    const { timeoutSeconds } = request.wait;
    const noted = new Set<string>();
    await waitForDeployment({ ...ids, deployment, revision, timeoutSeconds, since }, scope, (detail) => {
      if (!noted.has(detail)) report('waiting', detail);
      noted.add(detail);
    });
  }
  const now = await describeService(ids.cluster, ids.service, scope);
  return {
    revision,
    changed: changed || chosen.revision === undefined,
    deploymentId: deployment,
    service: now?.serviceArn ?? '',
    runningCount: now?.runningCount ?? 0,
    imageDigests: await provenImages(
      { revision, deployment, definition: request.taskDefinition, ...ids },
      scope,
    ),
    seconds: (performance.now() - started) / 1000,
  };
}

async function register(
  resource: Parameters<typeof taskDefinitionKind.apply>[0],
  scope: EngineScope,
): Promise<string> {
  const { arn = '' } = await taskDefinitionKind.apply(resource, { observed: undefined, changes: [] }, scope);
  scope.report({ resource: resource.id, action: 'created', detail: arn.replace(/^.*\//, '') });
  return arn;
}

/** One call, which is not cut off half way: a cancel that comes now stops the deployment once it is known. */
async function change(
  resource: ServiceResource,
  current: Parameters<typeof serviceKind.apply>[1],
  scope: EngineScope,
): Promise<void> {
  scope.signal?.throwIfAborted();
  await serviceKind.apply(resource, current, unabortable(scope));
}

function unabortable(scope: EngineScope): EngineScope {
  return { ...scope, options: {}, signal: undefined };
}
