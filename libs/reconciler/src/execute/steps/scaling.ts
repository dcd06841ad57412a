import { type Component, deploymentTag } from '@phaseline/model';
import { apply } from '../../engine/apply.ts';
import type { Observed } from '../../engine/kind.ts';
import { observe } from '../../engine/observe.ts';
import { remove } from '../../engine/remove.ts';
import { findScalableTarget, isSuspended, suspendScalableTarget } from '../../kinds/scalable-target.ts';
import { noteRetiredService } from '../../rollback/note-release.ts';
import type { SwitchRun } from '../switch-run.ts';

/** The number of tasks follows the load. Only where tasks are wanted: a target would bring them up to its least number. */
export async function resumeScaling(component: Component, run: SwitchRun): Promise<void> {
  const target = run.sides.one(component, 'scalableTarget');
  const scaling = [target, ...run.sides.of(component, 'scalingPolicy')];
  await apply(scaling, await observe(scaling, run), run);
  const found = await findScalableTarget(target.resourceId, run);
  if (found && isSuspended(found)) await suspendScalableTarget(target, false, run);
}

/** Nothing starts tasks any more. */
export async function suspendScaling(component: Component, run: SwitchRun): Promise<void> {
  const target = run.sides.one(component, 'scalableTarget');
  if (await findScalableTarget(target.resourceId, run)) await suspendScalableTarget(target, true, run);
}

/** Removes a service whose tasks have ended. It goes last: by it the next run sees that something is left. */
export async function removeService(component: Component, run: SwitchRun): Promise<void> {
  const before = [
    run.sides.one(component, 'scalableTarget'),
    ...run.sides.of(component, 'scalingPolicy'),
    ...run.sides.of(component, 'targetGroup'),
  ];
  await remove(before, await observe(before, run), run);
  const service = run.sides.one(component, 'service');
  const found = await observe([service], run);
  await noteRetired(component, found.get(service.id), run);
  await remove([service], found, run);
}

/** Where the component is moved back, its image and settings are known. One that this very deployment made has carried nothing. */
async function noteRetired(
  component: Component,
  service: Observed | undefined,
  run: SwitchRun,
): Promise<void> {
  const revision = service?.outputs['taskDefinition'];
  const deployment = service?.tags?.[deploymentTag];
  if (revision === undefined || (deployment !== undefined && deployment === run.deployment)) return;
  const [repository] = run.sides.of(component, 'repository');
  const arn = repository && (await observe([repository], run)).get(repository.id)?.outputs['arn'];
  if (arn !== undefined) await noteRetiredService(arn, revision, run);
}
