import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Results } from './results.ts';

/** Where the tests of a project leave their results, and those of all together, from the repository's root. */
export const resultFiles = '{.,libs/*,apps/*,lambda/*,actions,scripts,test,test/load}/test-results.json';

/** What the tests of one project came to. */
export interface ProjectResults extends Results {
  /** Its folder, from the repository's root. */
  readonly project: string;
  /** Lines that the tests ran through, where coverage was measured. */
  readonly coverage: Coverage | undefined;
}

export interface Coverage {
  readonly covered: number;
  readonly total: number;
}

/**
 * Reads the results of every project that has been tested.
 *
 * @param root the repository's folder.
 */
export function readResults(root: string): ProjectResults[] {
  return globSync(resultFiles, { cwd: root })
    .sort()
    .map((file) => {
      const project = dirname(file);
      const results = JSON.parse(readFileSync(join(root, file), 'utf8')) as Results;
      const coverage = readCoverage(join(root, project, 'coverage/coverage-summary.json'));
      return { ...results, project, coverage };
    });
}

function readCoverage(file: string): Coverage | undefined {
  if (!existsSync(file)) return undefined;
  const { total } = JSON.parse(readFileSync(file, 'utf8')) as { total: { lines: Coverage } };
  return { covered: total.lines.covered, total: total.lines.total };
}
