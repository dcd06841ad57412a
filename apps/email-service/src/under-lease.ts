import type { SendLease } from './send-lease.ts';

/** Waits so many milliseconds; ends early, by a rejection, once `signal` is aborted. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<unknown>;

/**
 * Waits for `answer` and renews the lease every `everyMs` meanwhile: nobody else sends, however late it comes. A renewal that fails is made up
 * for by the next one. Settles as `answer` does.
 */
export async function underLease<Answer>(
  answer: Promise<Answer>,
  lease: Pick<SendLease, 'renew'>,
  everyMs: number,
  pause: Pause,
): Promise<Answer> {
  const answered = new AbortController();
  const { signal } = answered;
  const keep = async (): Promise<void> => {
    await pause(everyMs, signal);
    if (signal.aborted) return;
    if (await lease.renew().catch(() => true)) await keep();
  };
  keep().catch(() => {});
  try {
    return await answer;
  } finally {
    answered.abort();
  }
}
