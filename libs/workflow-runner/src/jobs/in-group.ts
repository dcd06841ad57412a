import type { JobRef } from '../events.ts';
import type { Scope } from '../expressions/evaluate.ts';
import { evaluateToken } from '../expressions/evaluate-token.ts';
import { textOf } from '../expressions/json.ts';
import type { Token } from '../parser/packages.ts';
import type { RunContext } from '../run-context.ts';
import { lockGroup } from './group-lock.ts';

/**
 * Does `work` inside the concurrency group that `concurrency:` names, if it names one. Returns undefined when a newer run took the
 * place in the queue, or the run was cancelled meanwhile. Throws when the group is held by a caller: that would wait for itself for ever.
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
  const { group } = setting;
  if (held.includes(group)) {
    throw new Error(
      `concurrency group '${group}' is held by the run itself or the job that calls this: it would never start`,
    );
  }
  const waits = (): void =>
    run.report({ type: 'job-waiting', job, reason: `for concurrency group '${group}'` });
  // Groups belong to a repository.
  const admission = await run.groups.enter(`${run.workspace}\0${group}`, {
    ...setting,
    cancel: () => cancel.abort(new Error(`a newer run wants the concurrency group '${group}'`)),
    waits,
    signal: cancel.signal,
  });
  if (admission.kind === 'superseded') return undefined;
  try {
    const unlock = await lockGroup(run.workspace, group, { waits, signal: cancel.signal });
    if (unlock === undefined) return undefined;
    try {
      return await work([...held, group]);
    } finally {
      unlock();
    }
  } finally {
    admission.leave();
  }
}

function readConcurrency(
  token: Token,
  scope: Scope,
): { group: string; cancelInProgress: boolean; queue: 'single' | 'max' } | undefined {
  const value = evaluateToken(token, scope);
  if (value === null || value === '') return undefined;
  if (typeof value !== 'object') return { group: textOf(value), cancelInProgress: false, queue: 'single' };
  const keys = value as Record<string, unknown>;
  return {
    group: textOf(keys['group']),
    cancelInProgress: keys['cancel-in-progress'] === true,
    queue: keys['queue'] === 'max' ? 'max' : 'single',
  };
}
