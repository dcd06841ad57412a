/** What {@link inOrder} needs to know of an item. */
interface Ordered {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/**
 * Sorts by dependency: each item after everything it depends on, else as given.
 * @throws Error naming a dependency that does not exist, an id that is there twice, or the items of a circle
 */
export function inOrder<T extends Ordered>(items: readonly T[]): T[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  if (byId.size !== items.length) {
    const twice = items.find((item, index) => items.findIndex(({ id }) => id === item.id) !== index);
    throw new Error(`resource ${twice?.id} is there twice`);
  }
  const done = new Set<string>();
  const sorted: T[] = [];
  const visit = (item: T, path: readonly string[]): void => {
    if (done.has(item.id)) return;
    if (path.includes(item.id)) {
      throw new Error(`resources depend on each other in a circle: ${[...path, item.id].join(' -> ')}`);
    }
    for (const id of item.dependsOn) {
      const needed = byId.get(id);
      if (!needed) throw new Error(`resource ${item.id} depends on ${id}, which does not exist`);
      visit(needed, [...path, item.id]);
    }
    done.add(item.id);
    sorted.push(item);
  };
  for (const item of items) visit(item, []);
  return sorted;
}
