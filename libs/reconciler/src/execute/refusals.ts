import {
  checkRemovable,
  checkSwitchable,
  type Resource,
  type Switchable,
  workerComponents,
  placements,
} from '@phaseline/model';
import { queue } from '../kinds/queue.ts';
import { readPublished } from './observe/observe-function.ts';
import type { SwitchRun } from './switch-run.ts';

const defaultTimeoutSeconds = 3;

/**
 * Why the move must not begin; empty when it may. Asks the queues and functions that are there, not those that should be.
 * Reads only.
 */
export async function findRefusals(run: SwitchRun): Promise<string[]> {
  const placed = placements[run.request.phase];
  const moved = workerComponents.filter((component) => placed[component] === 'lambda');
  const footing = await Promise.all(
    moved.map(async (component) => {
      const source = run.sides.of(component, 'queue').find(({ name }) => name === run.names.queue(component));
      const found = source && (await queue.read(source, run));
      if (!source || !found) {
        return [`queue ${run.names.queue(component)} is not there: provision the environment first`];
      }
      const lambda = run.sides.one(component, 'function');
      const published = await readPublished(lambda.name, run);
      return checkSwitchable({
        queue: { name: source.name, ...found.state } as Switchable['queue'],
        timeoutSeconds: published?.newest?.Timeout ?? lambda.definition.Timeout ?? defaultTimeoutSeconds,
        mapping: run.sides.one(component, 'eventSourceMapping'),
      });
    }),
  );
  return [...checkRemovable(removable(run)), ...footing.flat()];
}

/** Everything that a switch may ever remove. */
function removable({ sides }: SwitchRun): Resource[] {
  return [
    ...sides.front('ecs'),
    ...sides.front('lambda'),
    ...(['order-publisher', ...workerComponents] as const).flatMap((component) => [
      ...sides.of(component, 'service'),
      ...sides.of(component, 'function'),
      ...sides.of(component, 'eventSourceMapping'),
      ...sides.of(component, 'scalableTarget'),
      ...sides.of(component, 'scalingPolicy'),
    ]),
  ];
}
