/** Runs `work` over `items`, at most `width` at a time, in their order. Rejects with the first rejection. */
export async function inSlots<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const slot = async (): Promise<void> => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, slot));
}
