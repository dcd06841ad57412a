import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { apiComponent, type Component, componentTraits } from '@phaseline/model';
import { deploymentAfter, newestDeployment } from '../../deploy/find-deployment.ts';
import { waitByService } from '../../deploy/wait-by-service.ts';
import { waitForDeployment } from '../../deploy/wait.ts';
import { describeService } from '../../kinds/describe-service.ts';
import { beginWatch } from '../observe/evidence.ts';
import type { SwitchRun } from '../switch-run.ts';

/**
 * Lets a service that wants no tasks run its first ones. Resolves when its deployment has succeeded.
 * @throws EcsDeploymentFailed saying why when they do not run
 */
export async function startService(component: Component, run: SwitchRun): Promise<void> {
  const ids = { cluster: run.names.cluster, service: run.names.service(component) };
  const found = await describeService(ids.cluster, ids.service, run);
  if ((found?.desiredCount ?? 0) > 0) return;
  const before = await newestDeployment(ids, run);
  beginWatch(component, 'ecs', 'running', run);
  await run.clients.ecs.send(
    new UpdateServiceCommand({
      ...ids,
      desiredCount: componentTraits[component].tasks.min,
      // A deployment of its own, so that its end says whether they run, and why not.
      forceNewDeployment: true,
    }),
    run.options,
  );
  const awaited = {
    ...ids,
    revision: found?.taskDefinition ?? '',
    timeoutSeconds: run.settings.patienceSeconds,
  };
  const note = (detail: string) => run.note(run.sides.one(component, 'service'), detail);
  if (before === 'unknown') return await waitByService(awaited, run, note);
  const deployment = await deploymentAfter(ids, before?.serviceDeploymentArn, run);
  await waitForDeployment({ ...awaited, deployment }, run, note);
}

/** Lets its tasks finish what they hold and end. Resolves at once: the end is waited for by looking. */
export async function drainService(component: Component, run: SwitchRun): Promise<void> {
  const { cluster } = run.names;
  const service = run.names.service(component);
  await run.clients.ecs.send(
    new UpdateServiceCommand({
      cluster,
      service,
      desiredCount: 0,
      // Its front is gone by now, and ECS refuses to change a service that refers to one that is not there.
      ...(component === apiComponent ? { loadBalancers: [] } : {}),
    }),
    run.options,
  );
}
