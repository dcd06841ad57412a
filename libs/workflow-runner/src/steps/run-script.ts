import { randomUUID } from 'node:crypto';
import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { evaluateString } from '../expressions/evaluate-token.ts';
import type { Scope } from '../expressions/evaluate.ts';
import type { RunStep } from '../model.ts';
import { StepFailure } from './job-runtime.ts';
import type { Frame, StepSink } from './job-runtime.ts';
import { spawnStep } from './spawn-step.ts';

/** How GitHub calls each shell on Linux and macOS. https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax */
const templates: Record<string, readonly string[]> = {
  bash: ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', '{0}'],
  sh: ['sh', '-e', '{0}'],
  python: ['python', '{0}'],
  pwsh: ['pwsh', '-command', ". '{0}'"],
};
const extensions: Record<string, string> = { bash: '.sh', sh: '.sh', python: '.py', pwsh: '.ps1' };

/** Runs a `run:` step in its shell. Throws a StepFailure when it fails. */
export async function runScript(
  frame: Frame,
  step: RunStep,
  scope: Scope,
  env: Record<string, string>,
  signal: AbortSignal,
  sink: StepSink,
): Promise<void> {
  const { job } = frame;
  const defaults = frame.composite ? [] : job.defaults;
  const firstOf = (values: string[]): string => values.find((value) => value !== '') ?? '';
  const shell = firstOf(
    [step.shell, ...defaults.map((each) => each.shell)].map((token) => evaluateString(token, scope)),
  );
  const folder = firstOf(
    [step.workingDirectory, ...defaults.map((each) => each.workingDirectory)].map((token) =>
      evaluateString(token, scope),
    ),
  );
  const cwd = resolve(job.run.workspace, folder);
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StepFailure(`working-directory '${folder}' is not a folder of the workspace (${cwd})`);
  }
  const script = evaluateString(step.run, scope);
  const path = join(job.files, `${randomUUID()}${extensions[shell || 'bash'] ?? ''}`);
  writeFileSync(path, script.endsWith('\n') ? script : `${script}\n`, { mode: 0o755 });
  const [command = '', ...args] = shellCommand(shell, job.run.host.base['PATH'] ?? '');
  for (const line of script.trimEnd().split('\n')) sink.line(`$ ${line}`);
  await spawnStep(frame, {
    command,
    args: args.map((arg) => arg.replaceAll('{0}', path)),
    cwd,
    env,
    actionId: step.id,
    signal,
    sink,
  });
}

function shellCommand(shell: string, path: string): readonly string[] {
  // Without `shell:` GitHub uses bash, without pipefail, and sh where there is no bash.
  if (shell === '') return [path.split(delimiter).some(hasBash) ? 'bash' : 'sh', '-e', '{0}'];
  const known = templates[shell];
  if (known) return known;
  if (!shell.includes('{0}')) {
    throw new StepFailure(`shell '${shell}' is none of ${Object.keys(templates).join(', ')} and has no {0}`);
  }
  return shell.split(/\s+/).filter((part) => part !== '');
}

function hasBash(folder: string): boolean {
  try {
    accessSync(join(folder, 'bash'), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
