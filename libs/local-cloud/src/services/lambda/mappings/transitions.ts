import type { Lambda } from '../records.ts';
import { startConsumer, type Consumer } from './consumer.ts';
import type { Mapping } from './mapping.ts';
import { realWorld, roomFor } from './world.ts';

/** Moves mappings from state to state, and lets pollers run while one is enabled. */
export interface Mover {
  /** Begins what the mapping's transitional state says; it is in a final state a little later. */
  begin(mapping: Mapping): void;
  /** Ends all pollers. */
  stop(): Promise<void>;
}

export function createMover(lambda: Lambda): Mover {
  const consumers = new Map<string, Consumer>();
  const ending = new Set<Promise<void>>();

  async function quiet({ id }: Mapping): Promise<void> {
    const consumer = consumers.get(id);
    consumers.delete(id);
    if (!consumer) return;
    const stopped = consumer.stop();
    ending.add(stopped);
    await stopped;
    ending.delete(stopped);
  }

  async function settle(mapping: Mapping): Promise<void> {
    // Batches in hand are finished before a mapping is Disabled, changed or gone.
    await quiet(mapping);
    if (lambda.stopping.value || lambda.mappings.get(mapping.id) !== mapping) return;
    if (mapping.state === 'Deleting') {
      lambda.mappings.delete(mapping.id);
      return;
    }
    mapping.state = mapping.enabled ? 'Enabled' : 'Disabled';
    if (!mapping.enabled) return;
    const world = realWorld(lambda, mapping);
    consumers.set(mapping.id, startConsumer(mapping, world, lambda.clock, roomFor(lambda, mapping)));
  }

  return {
    begin(mapping) {
      // What was Enabled does not ask for messages any more from now on.
      void quiet(mapping);
      lambda.clock.after(lambda.pace.mapping, () => void settle(mapping));
    },
    async stop() {
      await Promise.all([...[...consumers.values()].map((consumer) => consumer.stop()), ...ending]);
    },
  };
}
