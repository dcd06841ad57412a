interface Entry<T> {
  readonly at: number;
  readonly value: T;
}

/** A binary min-heap of values by time: the earliest is always at hand, adding and taking cost log n. */
export class TimeHeap<T> {
  readonly #entries: Entry<T>[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** The time of the earliest value, in the unit given to {@link add}; undefined when empty. */
  get earliest(): number | undefined {
    return this.#entries[0]?.at;
  }

  peek(): T | undefined {
    return this.#entries[0]?.value;
  }

  add(at: number, value: T): void {
    const entries = this.#entries;
    const entry = { at, value };
    let index = entries.length;
    entries.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = entries[parent]!;
      if (above.at <= at) break;
      entries[index] = above;
      index = parent;
    }
    entries[index] = entry;
  }

  take(): T | undefined {
    const entries = this.#entries;
    const top = entries[0];
    const last = entries.pop();
    if (top === undefined || last === undefined || entries.length === 0) return top?.value;
    this.#sink(last);
    return top.value;
  }

  /** Drops every value that `keep` refuses. */
  retain(keep: (value: T, at: number) => boolean): void {
    const kept = this.#entries.filter((entry) => keep(entry.value, entry.at));
    this.#entries.length = 0;
    for (const entry of kept) this.add(entry.at, entry.value);
  }

  #sink(entry: Entry<T>): void {
    const entries = this.#entries;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= entries.length) break;
      const right = left + 1;
      const smaller = right < entries.length && entries[right]!.at < entries[left]!.at ? right : left;
      const below = entries[smaller]!;
      if (below.at >= entry.at) break;
      entries[index] = below;
      index = smaller;
    }
    entries[index] = entry;
  }
}
