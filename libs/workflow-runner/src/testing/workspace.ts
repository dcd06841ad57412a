import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunEvent, WorkflowRun } from '../events.ts';
import { runWorkflow } from '../run-workflow.ts';
import type { RunWorkflowOptions } from '../run-workflow.ts';

/** A folder with these files, removed when the test is over. */
export function workspaceOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'workflow-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

export interface TestRun extends WorkflowRun {
  readonly events: readonly RunEvent[];
  /** Every line of output, masked. */
  readonly log: readonly string[];
  readonly workspace: string;
}

/** Runs the jobs of `yaml` (without `on:`, which is a push) in a workspace of its own. */
export async function runJobsOf(
  yaml: string,
  options: Partial<RunWorkflowOptions> & { readonly files?: Readonly<Record<string, string>> } = {},
): Promise<TestRun> {
  const text = /^on:/m.test(yaml) ? yaml : `on: push\n${yaml}`;
  const { files, ...rest } = options;
  const workspace = workspaceOf({ '.github/workflows/test.yml': text, ...files });
  const events: RunEvent[] = [];
  const run = await runWorkflow({
    workspace,
    workflow: '.github/workflows/test.yml',
    event: { name: 'push' },
    grace: { interrupt: 200, terminate: 200 },
    ...rest,
    reporter: {
      report: (event) => {
        events.push(event);
        rest.reporter?.report(event);
      },
    },
  });
  const log = events.flatMap((event) => (event.type === 'log' ? [event.line] : []));
  return { ...run, events, log, workspace };
}

/** The outputs of the only job with this id. */
export function outputsOf(run: WorkflowRun, id: string): Readonly<Record<string, string>> {
  return run.jobs.find((job) => job.id === id)?.outputs ?? {};
}
