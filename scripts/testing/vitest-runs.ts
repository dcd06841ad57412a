import { availableParallelism } from 'node:os';

/** A run of vitest over a part of the tests. */
export interface VitestRun {
  readonly command: readonly string[];
  /** The folder where it leaves its results, from the repository's root: how {@link readResults} calls it. */
  readonly project: string;
}

/** Tests that load the machine, and need what they measure or wait for to have it for itself. */
const alone = 'test/load';

const workersPerProcessor = 2.5;

/**
 * The runs of vitest that together run every test: all at once, but for those that must have the machine for themselves, which come
 * after the others, one file at a time.
 */
export function vitestRuns(): VitestRun[] {
  const run = (project: string, ...options: string[]): VitestRun => ({
    project,
    command: ['vitest', 'run', `--outputFile=${project}/test-results.json`, ...options],
  });
  return [
    // More than processors: the long ones, begun first, wait for half of their time for what the local cloud does as slowly as AWS.
    run(
      '.',
      `--exclude=${alone}/**`,
      `--maxWorkers=${Math.ceil(availableParallelism() * workersPerProcessor)}`,
    ),
    run(alone, `--dir=${alone}`, '--maxWorkers=1'),
  ];
}
