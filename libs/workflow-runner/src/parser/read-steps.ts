import type { ActionStep, Step } from '../model.ts';
import { isSequence } from './packages.ts';
import type { ParsedStep, Token } from './packages.ts';
import type { Loader } from './load-workflow.ts';
import { resolveTarget } from './resolve-action.ts';
import { entries, literalOf, mappingOf } from './tokens.ts';

/** Shells GitHub knows on Linux and macOS; anything else must be a template with `{0}` in it. */
const shells = new Set(['bash', 'sh', 'python', 'pwsh']);

/** Reads the steps of a job or of a composite action. */
export function readSteps(
  loader: Loader,
  file: string,
  parsed: readonly ParsedStep[],
  token: Token | undefined,
): Step[] {
  if (token === undefined || !isSequence(token)) return [];
  const tokens: Token[] = [...token];
  return parsed.flatMap((step, index) => {
    const read = readStep(loader, file, step, tokens[index]);
    return read ? [read] : [];
  });
}

function readStep(
  loader: Loader,
  file: string,
  parsed: ParsedStep,
  token: Token | undefined,
): Step | undefined {
  const keys = entries(token);
  const problem = (at: Token | undefined, message: string) =>
    loader.problems.push({ file, line: at?.line, message });
  for (const key of ['background', 'wait', 'wait-all', 'cancel', 'parallel']) {
    if (keys.has(key)) {
      problem(keys.get(key), `${key}: steps in the background are not supported here`);
      return undefined;
    }
  }
  const base = {
    id: parsed.id,
    file,
    line: token?.line,
    name: parsed.name,
    if: parsed.if?.expression ?? 'success()',
    env: mappingOf(keys.get('env')),
    continueOnError: keys.get('continue-on-error'),
    timeoutMinutes: keys.get('timeout-minutes'),
  };
  const run = keys.get('run');
  if (run) {
    const shell = literalOf(keys.get('shell'));
    if (shell !== undefined && !isShell(shell)) {
      problem(keys.get('shell'), `shell: '${shell}' is none of ${[...shells].join(', ')} and has no {0}`);
    }
    return {
      ...base,
      kind: 'run',
      run,
      shell: keys.get('shell'),
      workingDirectory: keys.get('working-directory'),
    };
  }
  const uses = literalOf(keys.get('uses')) ?? '';
  const withToken = mappingOf(keys.get('with'));
  const target = resolveTarget(loader, { file, line: keys.get('uses')?.line }, uses, withToken);
  if (target === undefined) return undefined;
  return { ...base, kind: 'uses', uses, with: withToken, target } satisfies ActionStep;
}

/** Whether GitHub would take `shell` on Linux or macOS. */
export function isShell(shell: string): boolean {
  return shells.has(shell) || shell.includes('{0}');
}
