import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.ts';
import { describeFailures } from './testing/describe-failures.ts';
import { readResults, resultFiles } from './testing/read-results.ts';
import { runStep, type Step } from './testing/run-step.ts';
import { vitestRuns } from './testing/vitest-runs.ts';

const filters = process.argv.slice(2);
const lastLines = 15;
const runs = filters.length > 0 ? [] : vitestRuns();

// Results of an earlier run must not be counted for a project whose run died before it wrote its own.
for (const file of globSync(resultFiles, { cwd: root })) rmSync(join(root, file));

// Hundreds of processes are started, and most load what one before them has loaded: they share what V8 has compiled of it.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'node_modules/.cache/compiled');
// esbuild, tsc and the linter are Go programs that live for seconds: collected less often, they need a sixth less of the processor.
process.env['GOGC'] ??= '400';

const failedSteps: Step[] = [];
async function inOrder(...commands: readonly (readonly string[])[]): Promise<void> {
  for (const command of commands) {
    const step = await runStep(command, root);
    if (!step.ok) failedSteps.push(step);
  }
}

if (filters.length > 0)
  await inOrder(['nx', 'run-many', '-t', 'test', '--output-style=stream', '-p', ...filters]);
else {
  // Whole, each tool runs once over everything: by project it would load the same libraries, and check their types, twenty times.
  await inOrder(
    ['oxfmt', '--check', '.'],
    ['nx', 'run-many', '-t', 'build', '--output-style=stream-without-prefixes'],
  );
  const [most = [], ...alone] = runs.map(({ command }) => command);
  // Tests wait for half of their time; what checks the sources waits for nothing.
  await Promise.all([inOrder(['oxlint'], ['tsc', '-p', '.']), inOrder(most)]);
  await inOrder(...alone);
}

const all = readResults(root);
const sum = (of: 'passed' | 'failed' | 'skipped') => all.reduce((total, results) => total + results[of], 0);
const failures = all.flatMap((results) => results.failures);
// Last, so that whoever sees only the end of this sees what failed.
for (const { command, lines } of failedSteps) {
  console.error(`failed: ${command}`);
  const test = command.includes('-t test') || command.startsWith('vitest');
  if (test && failures.length > 0) continue;
  for (const line of lines.filter((text) => text.trim() !== '').slice(-lastLines))
    console.error(`    ${line}`);
}
for (const line of describeFailures(failures)) console.error(line);
const [passed, skipped] = [sum('passed'), sum('skipped')];
const idle = runs.filter(({ project }) => !all.some((each) => each.project === project && each.passed > 0));
for (const { command } of idle)
  console.error(`${command.join(' ')} passed no test; that counts as a failure.`);
const failed = sum('failed') || failedSteps.length || idle.length;
console.log(`tests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
if (passed === 0) console.error('No test was executed; that counts as a failure.');
process.exitCode = failedSteps.length > 0 || failed > 0 || passed === 0 ? 1 : 0;
