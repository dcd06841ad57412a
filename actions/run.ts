import * as core from '@actions/core';

/** What an action's main gets: aborted when the job is cancelled. */
export interface ActionRun {
  readonly signal: AbortSignal;
}

/**
 * Runs an action: a cancelled job aborts the signal, so that the action can put things back, and an error becomes one annotation
 * with its causes. Every action's only entry.
 */
export async function runAction(main: (run: ActionRun) => Promise<void>): Promise<void> {
  const abort = new AbortController();
  const cancel = (signal: NodeJS.Signals) => abort.abort(new Error(`The job was cancelled (${signal})`));
  process.once('SIGINT', cancel).once('SIGTERM', cancel);
  try {
    await main({ signal: abort.signal });
  } catch (error) {
    core.setFailed(explain(error));
  } finally {
    process.off('SIGINT', cancel).off('SIGTERM', cancel);
  }
}

/** The message of an error with those of its causes that add something. */
export function explain(error: unknown): string {
  const messages: string[] = [];
  for (let current: unknown = error; current instanceof Error; current = current.cause) {
    const message = current.message || current.name;
    if (!messages.some((known) => known.includes(message))) messages.push(message);
  }
  return messages.length === 0 ? String(error) : messages.join('\n  caused by: ');
}
