import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import type { Reporter } from '../events.ts';
import { runJobsOf } from '../testing/workspace.ts';
import { liveReporter } from './live-reporter.ts';
import { plainReporter } from './plain-reporter.ts';

const failing = `name: Demo
on: push
jobs:
  fine:
    runs-on: ubuntu-latest
    steps: [{ name: Works, run: 'echo "::warning file=a.ts,line=2::careful"' }]
  bad:
    needs: fine
    runs-on: ubuntu-latest
    steps:
      - name: Breaks
        run: for i in $(seq 30); do echo "line $i"; done; exit 4
  late:
    needs: bad
    runs-on: ubuntu-latest
    steps: [{ run: 'true' }]
`;

async function shownBy(make: (write: (text: string) => void) => Reporter): Promise<string> {
  let text = '';
  await runJobsOf(failing, { reporter: make((chunk) => (text += chunk)) });
  return text;
}

const withoutTimes = (text: string): string => text.replaceAll(/\d+\.\d s/g, 'N s');

test('plain: a line for every step and job, the end of the failing log at the end', async () => {
  const text = withoutTimes(await shownBy((write) => plainReporter({ write })));
  expect(text.split('\n')).toEqual([
    'Demo (push)',
    '  fine: warning a.ts:2 careful',
    '  fine › ✓ Works N s',
    '✓ fine  N s',
    '  bad: error Process completed with exit code 4.',
    '  bad › ✗ Breaks N s',
    '✗ bad  N s',
    '- late  skipped',
    '',
    '✗ bad › Breaks (N s)',
    ...Array.from({ length: 14 }, (_, index) => `  │ line ${index + 17}`),
    '  │ Error: Process completed with exit code 4.',
    '✗ Demo: failure in N s',
    '',
  ]);
});

test('plain with logs: every line', async () => {
  const text = await shownBy((write) => plainReporter({ write, logs: true }));
  expect(text).toContain('  bad │ line 1\n');
});

test('live: what is over stays, what moves is no wider than the terminal and is erased', async () => {
  const text = await shownBy((write) => liveReporter({ write, columns: () => 30, rows: () => 10 }));
  const screen = replay(text);
  const live = stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => /^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(line));
  expect(live.length).toBeGreaterThan(0);
  expect(live.every((line) => line.length <= 30)).toBe(true);
  expect(screen.filter((line) => /^[✓✗-] /.test(line)).map((line) => line.split('  ')[0])).toEqual([
    '✓ fine',
    '✗ bad',
    '- late',
    expect.stringMatching(/^✗ bad › Breaks/),
    expect.stringMatching(/^✗ Demo: failure/),
  ]);
  expect(screen.some((line) => line.includes('⠋'))).toBe(false);
});

/** What a terminal shows after `text`: knows line breaks, moving up, and erasing below. */
function replay(text: string): string[] {
  let lines: string[] = [];
  // eslint-disable-next-line no-control-regex -- escape sequences are what this is about
  for (const part of text.split(/(\u001B\[\d+A\u001B\[0J)/)) {
    // eslint-disable-next-line no-control-regex -- as above
    const up = /^\u001B\[(\d+)A/.exec(part)?.[1];
    if (up === undefined) lines.push(...stripVTControlCharacters(part).split('\n').slice(0, -1));
    else lines = lines.slice(0, -Number(up));
  }
  return lines;
}
