/** A job of the run, as GitHub says it. https://docs.github.com/rest/actions/workflow-jobs */
export interface RunJob {
  readonly name: string;
  readonly conclusion: string | null;
  readonly started_at: string;
  /** Null while it runs. */
  readonly completed_at: string | null;
  readonly steps?: readonly {
    readonly name: string;
    readonly conclusion: string | null;
    readonly started_at: string | null;
    readonly completed_at: string | null;
  }[];
}

/** What a page is made of. */
export interface DeploymentPage {
  readonly environment: string;
  readonly phase: string;
  readonly result: 'success' | 'failure' | 'cancelled' | 'skipped';
  readonly rollback: boolean;
  readonly frontUrl: string | undefined;
  readonly changes: string | undefined;
  readonly whatChanges: string | undefined;
  readonly cost: string | undefined;
  readonly costBefore: string | undefined;
  /** Who started the run, and with what. */
  readonly why: string;
  /** Undefined where GitHub was not asked, or did not say. */
  readonly jobs: readonly RunJob[] | undefined;
}

/** The page as Markdown. Pure. */
export function deploymentPage(page: DeploymentPage): string {
  const { environment, phase, result, rollback } = page;
  return [
    `## ${rollback ? 'Rollback of ' : ''}${environment} in phase ${phase}: ${result}`,
    '',
    '| | |',
    '| --- | --- |',
    `| front door | ${page.frontUrl ? `<${page.frontUrl}>` : 'none'} |`,
    `| why | ${page.why} |`,
    `| changes planned | ${page.changes ?? 'not planned'} |`,
    `| US dollars a month at rest | ${page.cost ?? 'unknown'} (before: ${page.costBefore ?? 'unknown'}) |`,
    '',
    ...(page.whatChanges
      ? [`### What ${result === 'success' ? 'changed' : 'was to change'}, and why`, '', page.whatChanges, '']
      : []),
    ...times(page.jobs),
  ].join('\n');
}

function times(jobs: readonly RunJob[] | undefined): string[] {
  if (jobs === undefined)
    return ['How long each step took is not known: GitHub was not asked, or did not say.', ''];
  const done = jobs.filter(
    ({ completed_at, conclusion }) => completed_at !== null && conclusion !== 'skipped',
  );
  if (done.length === 0) return [];
  const first = Math.min(...done.map(({ started_at }) => Date.parse(started_at)));
  const last = Math.max(...done.map(({ completed_at }) => Date.parse(completed_at ?? '')));
  return [
    `### How long it took: ${duration(last - first)}`,
    '',
    '| job | result | took | its steps |',
    '| --- | --- | ---: | --- |',
    ...done.map((job) => `| ${cell(job.name)} | ${job.conclusion} | ${took(job)} | ${steps(job)} |`),
    '',
  ];
}

function steps({ steps: all = [] }: RunJob): string {
  return (
    all
      .filter(({ conclusion }) => conclusion !== 'skipped')
      // The whole commit of a pinned action says nothing at a glance.
      .map((step) => `${cell(step.name.replace(/@([0-9a-f]{7})[0-9a-f]{33}$/, '@$1'))} ${took(step)}`)
      .join('<br>')
  );
}

function took({
  started_at,
  completed_at,
}: {
  readonly started_at: string | null;
  readonly completed_at: string | null;
}): string {
  return started_at === null || completed_at === null
    ? ''
    : duration(Date.parse(completed_at) - Date.parse(started_at));
}

/** `3 s`, `2 min 5 s` */
function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Names are whatever a workflow says: no cell's end, no tag. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('|', '\\|');
}
