import type { Phase, Resource } from '@phaseline/model';
import { observe } from '../../engine/observe.ts';
import { remove } from '../../engine/remove.ts';
import type { SwitchRun } from '../switch-run.ts';

/**
 * What is there and a phase has no component for, by id: the cluster and the security groups where none is on ECS. Reads only.
 * @param phase undefined: nobody knows what is used
 */
export async function findUnused(phase: Phase | undefined, run: SwitchRun): Promise<string[]> {
  const unused = phase === undefined ? [] : run.sides.unusedIn(phase);
  return unused.length === 0 ? [] : unusedThere(unused, await observe(unused, run));
}

function unusedThere(unused: readonly Resource[], observed: { has(id: string): boolean }): string[] {
  return unused.map(({ id }) => id).filter((id) => observed.has(id));
}

/**
 * Removes it, each after what refers to it.
 * @returns why some of it stays; undefined when all of it is gone
 */
export async function removeUnused(phase: Phase | undefined, run: SwitchRun): Promise<string | undefined> {
  const unused = phase === undefined ? [] : run.sides.unusedIn(phase);
  try {
    await remove(unused, await observe(unused, run), run);
    return undefined;
  } catch (error) {
    run.signal?.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}
