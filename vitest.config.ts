import { defineConfig } from 'vitest/config';
import { ResultsReporter } from './scripts/testing/results-reporter.ts';

/** One configuration for every project; `nx test <project>` runs it with the project's folder as root. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    environment: 'node',
    pool: 'forks',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    passWithNoTests: true,
    reporters: ['default', new ResultsReporter()],
  },
});
