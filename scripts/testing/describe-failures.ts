import type { Failure } from './results.ts';

const shownWhole = 12;

/** All failures on one screen: what, where and why; of the last ones, when there are many, only what and where. */
export function describeFailures(failures: readonly Failure[]): string[] {
  return failures.flatMap(({ name, file, lines }, index) => {
    const what = `FAILED ${file === undefined || name === file ? name : `${name} (${file})`}`;
    return index < shownWhole ? [what, ...lines.map((line) => `    ${line}`)] : [what];
  });
}
