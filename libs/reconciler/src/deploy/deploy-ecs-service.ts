import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { Context } from '../context.ts';
import { observe } from '../engine/observe.ts';
import { createEngineScope } from '../engine/scope.ts';
import { describeService } from '../kinds/describe-service.ts';
import { noteServiceRelease } from '../rollback/note-release.ts';
import { ensureRevision } from './ensure-revision.ts';
import { ensureService } from './ensure-service.ts';
import { provenImages } from './proven-images.ts';
import { refuseMissing, releaseOf } from './release.ts';
import { registeredRevision } from './registered-revision.ts';
import { waitForDeployment } from './wait.ts';
import { waitByService } from './wait-by-service.ts';

export interface DeployEcsServiceRequest {
  readonly environment: string;
  readonly component: string;
  /** Rendered: no placeholders left. Or `family:revision` of one that is registered already: what a rollback goes back to. */
  readonly taskDefinition: RegisterTaskDefinitionCommandInput | string;
  readonly wait: { readonly timeoutSeconds: number };
  /** How many tasks a service starts with that is not there yet; autoscaling decides afterwards. */
  readonly desiredCount?: number | undefined;
  /** The deployment that this release belongs to, noted on the service for a rollback; one of its own when absent. */
  readonly deployment?: string | undefined;
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
 * EcsDeploymentCancelled when the signal was aborted, after stopping the deployment; Error for a revision that is not there; what AWS
 * answers otherwise
 */
export async function deployEcsService(
  request: DeployEcsServiceRequest,
  context: Context,
): Promise<DeployEcsServiceResult> {
  const started = performance.now();
  const scope = await createEngineScope(context);
  const registered = await registeredRevision(request.taskDefinition, scope);
  const { definition } = registered;
  const release = releaseOf({ ...request, taskDefinition: definition }, scope.place);
  const { id, name: service, cluster } = release.service;
  const observed = await observe([...release.needs, release.service], scope);
  refuseMissing(release, observed);

  const found = observed.get(id);
  const current = found?.outputs['taskDefinition'];
  const candidates = [current, registered.revision, release.taskDefinition.name];
  const { revision, isNew } = await ensureRevision(release.taskDefinition, candidates, scope);
  scope.outputs.set(release.taskDefinition.id, { arn: revision });
  const rollout = await ensureService(release.service, found, scope);
  const { timeoutSeconds } = request.wait;
  const awaited = { cluster, service, revision, timeoutSeconds };
  const note = (detail: string) => scope.note(release.service, detail);
  const deployment = rollout.deployment === 'unknown' ? undefined : rollout.deployment;
  if (deployment !== undefined) await waitForDeployment({ ...awaited, deployment }, scope, note);
  else if (rollout.deployment !== undefined) await waitByService(awaited, scope, note);
  const now = await describeService(cluster, service, scope);
  // Only once the new one runs: a deployment that failed leaves what ran before as it was.
  if (current !== revision) {
    const note = { previous: current, deployment: request.deployment ?? new Date().toISOString() };
    await noteServiceRelease(now?.serviceArn, note, scope);
  }
  return {
    revision,
    changed: rollout.changed || isNew,
    deploymentId: deployment,
    service: now?.serviceArn ?? '',
    runningCount: now?.runningCount ?? 0,
    imageDigests: await provenImages({ deployment, revision, service, definition }, scope),
    seconds: (performance.now() - started) / 1000,
  };
}
