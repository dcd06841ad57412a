import { defineConfig } from 'vitest/config';
import { ResultsReporter } from './scripts/testing/results-reporter.ts';

/** One configuration for every project; `nx test <project>` runs it with the project's folder as root. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    environment: 'node',
    pool: 'forks',
    // For machines that are busy with something else. What a test waits for it waits for by condition, not by time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    passWithNoTests: true,
    reporters: ['default', new ResultsReporter()],
  },
});
