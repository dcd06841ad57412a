import type { JobRef } from '../events.ts';
import type { Scope } from '../expressions/evaluate.ts';
import { evaluateToken } from '../expressions/evaluate-token.ts';
import { textOf } from '../expressions/json.ts';
import type { Token } from '../parser/packages.ts';
import type { RunContext } from '../run-context.ts';

/**
 * Does `work` inside the concurrency group that `concurrency:` names, if it names one. Returns undefined when a newer run took the
 * place in the queue. Throws when the group is held by a caller: that would wait for itself for ever.
 */
export async function inGroup<T>(
  run: RunContext,
  token: Token | undefined,
  scope: Scope,
  held: readonly string[],
  cancel: AbortController,
  job: JobRef,
  work: (held: readonly string[]) => Promise<T>,
): Promise<T | undefined> {
  const setting = token && readConcurrency(token, scope);
  if (!setting) return work(held);
  if (held.includes(setting.group)) {
    throw new Error(
      `concurrency group '${setting.group}' is held by the run itself or the job that calls this: it would never start`,
    );
  }
  const admission = await run.groups.enter(setting.group, {
    ...setting,
    cancel: () => cancel.abort(new Error(`a newer run wants the concurrency group '${setting.group}'`)),
    waits: () => run.report({ type: 'job-waiting', job, reason: `for concurrency group '${setting.group}'` }),
    signal: cancel.signal,
  });
  if (admission.kind === 'superseded') return undefined;
  try {
    return await work([...held, setting.group]);
  } finally {
    admission.leave();
  }
}

function readConcurrency(
  token: Token,
  scope: Scope,
): { group: string; cancelInProgress: boolean; queue: 'single' | 'max' } | undefined {
  const value = evaluateToken(token, scope);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return value === null || value === ''
      ? undefined
      : { group: textOf(value), cancelInProgress: false, queue: 'single' };
  }
  const keys = value as Record<string, unknown>;
  return {
    group: textOf(keys['group']),
    cancelInProgress: keys['cancel-in-progress'] === true,
    queue: keys['queue'] === 'max' ? 'max' : 'single',
  };
}
