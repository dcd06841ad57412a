import type { Coverage, ProjectResults } from '../testing/read-results.ts';
import type { Failure } from '../testing/results.ts';

/** GitHub shows up to 1 MiB of summary a step; what is longer is not shown at all. */
const failuresShown = 30;
const slowestShown = 10;

/**
 * The results as Markdown for a job's summary: totals and coverage per project, each failure with its reason, the slowest tests. Pure.
 *
 * @param results of every project that was tested.
 */
export function renderResults(results: readonly ProjectResults[]): string {
  if (results.length === 0) return '## Tests\n\nNo project was affected: nothing was tested.\n';
  const failures = results.flatMap((result) => result.failures);
  return `${[headline(results), totals(results), ...failureLines(failures), slowest(results)].join('\n\n')}\n`;
}

function headline(results: readonly ProjectResults[]): string {
  const sum = (of: 'passed' | 'failed' | 'skipped') =>
    results.reduce((total, result) => total + result[of], 0);
  const [failed, skipped] = [sum('failed'), sum('skipped')];
  return `## Tests: ${failed > 0 ? `${failed} failed, ` : ''}${sum('passed')} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function totals(results: readonly ProjectResults[]): string {
  const rows = results.map(({ project, passed, failed, skipped, milliseconds, coverage }) => [
    failed > 0 ? `**${project}**` : project,
    passed,
    failed,
    skipped,
    seconds(milliseconds),
    coverage === undefined ? '' : `${percent(coverage)} of ${coverage.total}`,
  ]);
  return table(['project', 'passed', 'failed', 'skipped', 'seconds', 'lines covered'], rows);
}

function failureLines(failures: readonly Failure[]): string[] {
  if (failures.length === 0) return [];
  const rest = failures.length - failuresShown;
  return [
    '### Failures',
    ...failures.slice(0, failuresShown).map(({ name, file, lines }) => {
      const text = lines.join('\n');
      // A fence longer than any in the reason: that is somebody else's text.
      const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
      return `${file === undefined ? '' : `${inCell(file)}: `}**${inCell(name)}**\n\n${fence}\n${text}\n${fence}`;
    }),
    ...(rest > 0 ? [`and ${rest} more; the log has them all.`] : []),
  ];
}

function slowest(results: readonly ProjectResults[]): string {
  const rows = results
    .flatMap((result) => result.slowest)
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, slowestShown)
    .map(({ file, name, milliseconds }) => [seconds(milliseconds), name, file]);
  return `<details><summary>The slowest tests</summary>\n\n${table(['seconds', 'test', 'file'], rows)}\n\n</details>`;
}

function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) =>
    `| ${cells.map((cell) => inCell(String(cell))).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** One line, no cell's end, no tag. */
function inCell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|');
}

const seconds = (milliseconds: number) => (milliseconds / 1000).toFixed(1);
const percent = ({ covered, total }: Coverage) =>
  `${total === 0 ? 100 : Math.floor((covered / total) * 100)}%`;
