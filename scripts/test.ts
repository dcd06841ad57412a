import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The part of vitest's JSON report that is counted. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly unknown[];
  }[];
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const filters = process.argv.slice(2);

// Results of an earlier run must not be counted for a project whose run died before it wrote its own.
for (const file of globSync('{libs/*,apps/*,lambda/*,actions,scripts,test}/test-results.json', { cwd: root }))
  rmSync(join(root, file));

const steps =
  filters.length > 0
    ? [['nx', 'run-many', '-t', 'test', '-p', ...filters]]
    : [
        ['oxfmt', '--check', '.'],
        ['nx', 'run-many', '-t', 'lint', '--output-style=stream-without-prefixes'],
        ['nx', 'run-many', '-t', 'typecheck', '--output-style=stream-without-prefixes'],
        ['nx', 'run-many', '-t', 'build', '--output-style=stream-without-prefixes'],
        ['nx', 'run-many', '-t', 'test', '--output-style=stream-without-prefixes', '--nxBail=false'],
      ];
const failedSteps: string[] = [];
for (const [command = '', ...parameters] of steps) {
  const result = spawnSync(command, parameters, { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) failedSteps.push([command, ...parameters].join(' '));
}

let [passed, failed, skipped] = [0, 0, 0];
for (const file of globSync('{libs/*,apps/*,lambda/*,actions,scripts,test}/test-results.json', {
  cwd: root,
})) {
  if (!existsSync(join(root, file))) continue;
  const report = JSON.parse(readFileSync(join(root, file), 'utf8')) as Report;
  passed += report.numPassedTests;
  skipped += report.numPendingTests;
  // A file that fails to load has no failed test of its own; it counts as one.
  const broken = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  );
  failed += report.numFailedTests + broken.length;
}
for (const step of failedSteps) console.error(`failed: ${step}`);
if (failedSteps.length > 0 && failed === 0) failed = failedSteps.length;
console.log(`tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
if (passed === 0) console.error('No test was executed; that counts as a failure.');
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
