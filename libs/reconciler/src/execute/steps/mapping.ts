import type { Component, EventSourceMappingResource } from '@phaseline/model';
import { apply } from '../../engine/apply.ts';
import { observe } from '../../engine/observe.ts';
import { eventSourceMapping } from '../../kinds/event-source-mapping.ts';
import { beginWatch } from '../observe/evidence.ts';
import type { SwitchRun } from '../switch-run.ts';

/** Lets the function take messages, so many batches at once at most. Resolves when it does. */
export async function enableMapping(
  component: Component,
  maximumConcurrency: number,
  run: SwitchRun,
): Promise<void> {
  const mapping = run.sides.one(component, 'eventSourceMapping');
  beginWatch(component, 'lambda', 'enabled', run);
  await settle({ ...mapping, enabled: true, maximumConcurrency }, run);
}

/** Lets it take no more. Resolves when it does not. */
export async function disableMapping(component: Component, run: SwitchRun): Promise<void> {
  await settle({ ...run.sides.one(component, 'eventSourceMapping'), enabled: false }, run);
}

export async function removeMapping(component: Component, run: SwitchRun): Promise<void> {
  const mapping = run.sides.one(component, 'eventSourceMapping');
  const found = await eventSourceMapping.read(mapping, run);
  if (found) await eventSourceMapping.remove(mapping, found, run);
}

async function settle(mapping: EventSourceMappingResource, run: SwitchRun): Promise<void> {
  await apply([mapping], await observe([mapping], run), run);
  // Also where there was nothing to change: somebody who was killed may have changed it a moment ago.
  await eventSourceMapping.ready?.(mapping, run);
}
