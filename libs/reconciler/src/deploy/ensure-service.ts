import type { ServiceResource } from '@phaseline/model';
import { describeChanges, diff } from '../engine/diff.ts';
import type { Observed } from '../engine/kind.ts';
import type { EngineScope } from '../engine/scope.ts';
import { describeService } from '../kinds/describe-service.ts';
import { service } from '../kinds/service.ts';
import { verdictOn } from './deployment-status.ts';
import { deploymentAfter, newestDeployment } from './find-deployment.ts';
import { isRollingOut } from './wait-by-service.ts';

/** What became of a service. */
export interface Rollout {
  readonly changed: boolean;
  /** ARN of the service deployment that is under way; `unknown` where the endpoint has none to name; undefined when none is. */
  readonly deployment: string | undefined;
}

/**
 * Creates the service, or puts right what differs, by one call; only reads when nothing does.
 * @param observed the service as it is; undefined when there is none
 */
export async function ensureService(
  resource: ServiceResource,
  observed: Observed | undefined,
  scope: EngineScope,
): Promise<Rollout> {
  const ids = { cluster: resource.cluster, service: resource.name };
  const changes = observed ? diff(service, resource, observed, scope.lookup) : [];
  const before = await newestDeployment(ids, scope);
  if (observed && changes.length === 0) {
    scope.report({
      resource: resource.id,
      action: 'unchanged',
      detail: observed.outputs['taskDefinition'] ?? '',
    });
    // A run before this one may have been killed while it waited.
    if (before === 'unknown') {
      const found = await describeService(ids.cluster, ids.service, scope);
      return { changed: false, deployment: isRollingOut(found) ? 'unknown' : undefined };
    }
    const underWay = verdictOn(before?.status) === 'going';
    return { changed: false, deployment: underWay ? before?.serviceDeploymentArn : undefined };
  }
  scope.signal?.throwIfAborted();
  // Not cut off half way: a cancel that comes now stops the deployment once it is known.
  const unabortable = { ...scope, options: {}, signal: undefined };
  await service.apply(resource, { observed, changes }, unabortable);
  scope.report({
    resource: resource.id,
    action: observed ? 'updated' : 'created',
    ...(observed ? { detail: describeChanges(changes) } : {}),
  });
  // Tags alone start no deployment.
  const rolls = !observed || changes.some(({ field }) => !field.startsWith('tags.'));
  if (before === 'unknown') return { changed: true, deployment: rolls ? before : undefined };
  return {
    changed: true,
    deployment: rolls ? await deploymentAfter(ids, before?.serviceDeploymentArn, unabortable) : undefined,
  };
}
