import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/testing/longest-first.ts';
import { ResultsReporter } from './scripts/testing/results-reporter.ts';

/** One configuration for every project; `nx test <project>` runs it with the project's folder as root. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    environment: 'node',
    pool: 'forks',
    // Most of a file's processor time was for loading what the file before had loaded. No test mocks a module.
    isolate: false,
    setupFiles: ['./scripts/testing/restore-environment.ts'],
    // For machines that are busy with something else. What a test waits for it waits for by condition, not by time.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    passWithNoTests: true,
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new ResultsReporter()],
  },
});
