/** Commits `items` together, all or none; one result an item, in order. */
export type Commit<T, R> = (items: readonly T[]) => Promise<readonly R[]>;

/**
 * Makes a function that commits one item, together with those of the same turn of the event loop, or with those that arrive while an earlier
 * commit is under way. So rows that everybody updates are written by one transaction at a time and process, never by rivals, and at low load
 * nobody waits. `fits` says whether `items` fit one commit. Each promise settles with the commit of its own item. Where a commit
 * of several fails and `blamesItem` says that an item is at fault, each is tried alone: one bad item fails no others.
 */
export function groupCommit<T, R>(
  commit: Commit<T, R>,
  fits: (items: readonly T[]) => boolean,
  blamesItem: (error: unknown) => boolean,
): (item: T) => Promise<R> {
  let waiting: Entry<T, R>[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    // What one receive brought arrives within a turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = takeGroup();
      await settle(group);
    }
    running = false;
  }

  function takeGroup(): Entry<T, R>[] {
    let size = 1;
    while (size < waiting.length && fits(waiting.slice(0, size + 1).map(({ item }) => item))) size++;
    const group = waiting.slice(0, size);
    waiting = waiting.slice(size);
    return group;
  }

  async function settle(group: readonly Entry<T, R>[]): Promise<void> {
    try {
      const results = await commit(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(results[index] as R);
    } catch (error) {
      if (group.length > 1 && blamesItem(error)) for (const entry of group) await settle([entry]);
      else for (const { reject } of group) reject(error);
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}

interface Entry<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}
