/** Gathers single calls into batches. */
export interface Batcher<Item, Result> {
  /** Adds an item; settles with its own result. */
  add(item: Item): Promise<Result>;
  /** Sends what is gathered now and waits until nothing is under way. */
  flush(): Promise<void>;
  /** Items without a result yet. */
  readonly pending: number;
}

/** Settings of {@link createBatcher}. */
export interface BatcherSettings<Item, Result> {
  /** Most items of one batch. */
  readonly size: number;
  /** Longest wait for a batch to fill, in milliseconds. */
  readonly delayMs: number;
  /** Sends a batch; one result an item, in order. */
  readonly send: (items: readonly Item[]) => Promise<readonly Result[]>;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Sends when `size` items are gathered or `delayMs` after the first. */
export function createBatcher<Item, Result>(settings: BatcherSettings<Item, Result>): Batcher<Item, Result> {
  let gathered: Waiting<Item, Result>[] = [];
  let timer: NodeJS.Timeout | undefined;
  let pending = 0;
  const underway = new Set<Promise<void>>();

  async function send(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await settings.send(batch.map(({ item }) => item));
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      pending -= batch.length;
    }
  }

  function release(): void {
    clearTimeout(timer);
    timer = undefined;
    const batch = gathered;
    gathered = [];
    if (batch.length === 0) return;
    const sending = send(batch).finally(() => underway.delete(sending));
    underway.add(sending);
  }

  return {
    add(item) {
      return new Promise((resolve, reject) => {
        pending++;
        gathered.push({ item, resolve, reject });
        if (gathered.length >= settings.size) release();
        else timer ??= setTimeout(release, settings.delayMs);
      });
    },
    async flush() {
      release();
      while (underway.size > 0) await Promise.all(underway);
    },
    get pending() {
      return pending;
    },
  };
}
