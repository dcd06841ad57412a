/** The values added last. */
export interface LastOnes {
  add(value: string): void;
  has(value: string): boolean;
}

/** Remembers the last `count` values that were added, each once. */
export function rememberLast(count: number): LastOnes {
  // A Set keeps the order of insertion.
  const values = new Set<string>();
  return {
    add(value) {
      values.delete(value);
      values.add(value);
      if (values.size <= count) return;
      for (const oldest of values) {
        values.delete(oldest);
        break;
      }
    },
    has: (value) => values.has(value),
  };
}
