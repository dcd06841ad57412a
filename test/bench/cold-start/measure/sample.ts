/** One cold start. */
export interface Sample {
  /** From spawn to the first answer, in milliseconds. */
  readonly wall: number;
  /** Of the process alone, until then, in milliseconds. */
  readonly cpu: number;
}

/** What is measured of one contender, in one place. */
export interface Figures {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Median and range. Of no values all are NaN. */
export function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
  return { median, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}
