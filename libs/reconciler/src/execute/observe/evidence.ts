import { apiComponent, type Component, type Placement } from '@phaseline/model';
import type { Proof } from '../../switch/facts.ts';
import { judgeProof } from '../../switch/proof.ts';
import type { SwitchRun } from '../switch-run.ts';
import { countLines, outcomePattern, requestPattern } from './count-lines.ts';
import { oldestMessage } from './oldest-message.ts';
import { queueDepth } from './queue-depth.ts';

/** Where a component on a placement writes its lines. */
export function logGroupOf(component: Component, placement: Placement, { names }: Pick<SwitchRun, 'names'>) {
  return placement === 'ecs' ? names.logGroup(component) : names.functionLogGroup(component);
}

/** What a watch is about. */
export function watchKey(component: Component, placement: Placement, condition: string): string {
  return `${component}/${placement}/${condition}`;
}

/** Begins to watch a side before it is let work, so that what it does first counts. */
export function beginWatch(
  component: Component,
  placement: Placement,
  condition: string,
  run: SwitchRun,
): void {
  run.watches.of(watchKey(component, placement, condition));
}

/**
 * What a side that takes work has shown since this run sees it do so: its own log lines, and of a worker its queue and its dead-letter queue.
 * @param condition what the watch is about, such as the weight of a front
 */
export async function sideProof(
  component: Component,
  placement: Placement,
  condition: string,
  run: SwitchRun,
): Promise<Proof> {
  const watch = run.watches.of(watchKey(component, placement, condition));
  const logGroup = logGroupOf(component, placement, run);
  const isApi = component === apiComponent;
  await countLines({ logGroup, pattern: isApi ? requestPattern : outcomePattern }, watch, run);
  const evidence = {
    processed: watch.processed,
    errors: watch.errors,
    seconds: (Date.now() - watch.since) / 1000,
    oldestSeconds: 0,
    deadLettered: 0,
  };
  if (isApi) return judgeProof(evidence, run.settings.proof);
  const queue = run.names.queue(component);
  const [depth, dead] = await Promise.all([
    queueDepth(queue, run),
    queueDepth(run.names.deadLetterQueue(component), run),
  ]);
  watch.deadLetters ??= dead.visible;
  const oldestSeconds = await oldestMessage(queue, depth, watch, run);
  const deadLettered = Math.max(0, dead.visible - watch.deadLetters);
  return judgeProof({ ...evidence, oldestSeconds, deadLettered }, run.settings.proof);
}
