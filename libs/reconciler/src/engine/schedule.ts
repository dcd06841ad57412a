/** What {@link runAlongDependencies} needs to know of an item. */
export interface Scheduled {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/** How the work on one item ended. */
export type Outcome<T> =
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'failed'; readonly error: unknown }
  /** Not begun: something it depends on failed or was skipped, or the signal was aborted. */
  | { readonly status: 'skipped'; readonly because: string };

/**
 * Works on all items, each after everything it depends on, at most `parallelism` at a time. A failure skips what depends on
 * it and nothing else. Dependencies outside of `items` count as done.
 * @param items in an order where dependencies come first
 * @returns the outcome of every item; never rejects
 */
export async function runAlongDependencies<Item extends Scheduled, T>(
  items: readonly Item[],
  options: { parallelism: number; signal?: AbortSignal | undefined },
  work: (item: Item) => Promise<T>,
): Promise<Map<string, Outcome<T>>> {
  const outcomes = new Map<string, Outcome<T>>();
  const running = new Map<string, Promise<void>>();
  const waiting = new Set(items);
  const ids = new Set(items.map(({ id }) => id));
  const settled = (item: Item) => item.dependsOn.every((id) => !ids.has(id) || outcomes.has(id));

  const begin = async (item: Item): Promise<void> => {
    try {
      outcomes.set(item.id, { status: 'done', value: await work(item) });
    } catch (error) {
      outcomes.set(item.id, { status: 'failed', error });
    }
    running.delete(item.id);
  };

  while (waiting.size > 0 || running.size > 0) {
    for (const item of waiting) {
      const because = reasonToSkip(item, outcomes, options.signal);
      if (because !== undefined) {
        waiting.delete(item);
        outcomes.set(item.id, { status: 'skipped', because });
        continue;
      }
      if (settled(item) && running.size < options.parallelism) {
        waiting.delete(item);
        running.set(item.id, begin(item));
      }
    }
    if (running.size > 0) await Promise.race(running.values());
    else if (waiting.size > 0 && ![...waiting].some(settled)) {
      // Nothing runs and nothing may begin: what is left waits for itself.
      for (const { id } of waiting)
        outcomes.set(id, { status: 'skipped', because: 'a circle of dependencies' });
      waiting.clear();
    }
  }
  return outcomes;
}

function reasonToSkip(
  item: Scheduled,
  outcomes: ReadonlyMap<string, Outcome<unknown>>,
  signal: AbortSignal | undefined,
): string | undefined {
  if (signal?.aborted) return 'cancelled';
  return item.dependsOn.find((id) => {
    const status = outcomes.get(id)?.status;
    return status === 'failed' || status === 'skipped';
  });
}
