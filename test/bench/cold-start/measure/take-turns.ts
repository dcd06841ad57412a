import type { Sample } from './sample.ts';

/** Somebody whose starts are measured. */
export interface Turn {
  readonly id: string;
  readonly start: () => Promise<Sample>;
}

/** Rounds that are not counted: files come from the disk, the cloud warms up. */
const WARM_UP = 2;

/**
 * Measures everybody once a round, each round beginning with another one, so that a slow moment of the machine hits all.
 * `onRound` is told how many rounds are counted so far.
 */
export async function takeTurns(
  turns: readonly Turn[],
  runs: number,
  onRound: (counted: number) => void,
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const samples = new Map<string, Sample[]>(turns.map(({ id }) => [id, []]));
  for (let round = 0; round < runs + WARM_UP; round += 1) {
    const first = round % turns.length;
    for (const { id, start } of [...turns.slice(first), ...turns.slice(0, first)]) {
      const sample = await start();
      if (round >= WARM_UP) samples.get(id)?.push(sample);
    }
    onRound(Math.max(0, round + 1 - WARM_UP));
  }
  return samples;
}
