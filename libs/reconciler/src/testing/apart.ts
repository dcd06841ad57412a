import type { Cluster, Counts } from '../switch/clusters.ts';

/** What a task did that did nothing. */
export const idle = { processed: 0, errors: 0, refused: 0, again: 0 };

/** So many messages, each for itself, dealt out to `slices` slices of time. */
export function apart({ processed = 0, errors = 0, refused = 0 }: Partial<Counts>, slices = 4): Cluster[] {
  const counts = { processed, errors, refused };
  return (['processed', 'errors', 'refused'] as const).flatMap((kind) =>
    Array.from({ length: counts[kind] }, (_, index) => ({ ...idle, slice: index % slices, [kind]: 1 })),
  );
}
