import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import { errorLines } from './error-lines.ts';
import type { Failure, Results } from './results.ts';

const slowestKept = 10;

/**
 * Writes {@link Results} to `--outputFile`, if one is given. Vitest's own JSON report knows neither of errors that nobody
 * caught nor of hooks that failed, and leaves out differences and causes.
 */
export class ResultsReporter implements Reporter {
  #file: string | undefined;
  #root = '';

  onInit({ config }: Vitest): void {
    this.#root = config.root;
    if (typeof config.outputFile === 'string') this.#file = config.outputFile;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    if (this.#file === undefined) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const failures: Failure[] = modules.flatMap((module) => {
      const file = relative(this.#root, module.moduleId);
      const within: readonly TestSuite[] = [...module.children.allSuites()];
      return [
        ...failure(file, file, module.errors()),
        ...within.flatMap((suite) => failure(`${suite.fullName} (hook)`, file, suite.errors())),
        ...[...module.children.allTests('failed')].flatMap((test) =>
          failure(test.fullName, file, test.result().errors ?? []),
        ),
      ];
    });
    for (const error of unhandled)
      failures.push({ name: 'an error that nobody caught', lines: errorLines(error) });
    const results: Results = {
      passed: count('passed'),
      // A file or a hook that fails has no failed test of its own; it counts as one.
      failed: failures.length,
      skipped: count('skipped'),
      failures,
      milliseconds: tests.reduce((total, test) => total + durationOf(test), 0),
      slowest: tests
        .map((test) => ({
          name: test.fullName,
          file: relative(this.#root, test.module.moduleId),
          milliseconds: durationOf(test),
        }))
        .sort((a, b) => b.milliseconds - a.milliseconds)
        .slice(0, slowestKept),
    };
    writeFileSync(this.#file, JSON.stringify(results, undefined, 2));
  }
}

function failure(name: string, file: string, errors: readonly SerializedError[]): Failure[] {
  return errors.length === 0 ? [] : [{ name, file, lines: errors.flatMap(errorLines) }];
}

function durationOf(test: TestCase): number {
  return test.diagnostic()?.duration ?? 0;
}
