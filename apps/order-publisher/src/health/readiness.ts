/** What one dependency said when it was last asked. */
export type CheckResult = 'ok' | 'unreachable';

/** Whether this task can do its work, and which dependency keeps it from that. */
export interface Readiness {
  readonly status: 'ready' | 'not ready';
  readonly checks: Readonly<Record<string, CheckResult>>;
}

/** Asks one dependency; rejects when it cannot be reached. */
export type Check = () => Promise<unknown>;

/**
 * Makes a readiness probe over `checks`. An answer is kept for `keepMs` milliseconds and calls at the same time share
 * one round, so that probing cannot load the dependencies. A check that takes over `timeoutMs` counts as unreachable.
 */
export function createReadiness(
  checks: Readonly<Record<string, Check>>,
  { keepMs = 5000, timeoutMs = 2000, now = Date.now } = {},
): () => Promise<Readiness> {
  let kept: { until: number; readiness: Promise<Readiness> } | undefined;
  return () => {
    if (kept === undefined || now() >= kept.until) {
      kept = { until: now() + keepMs, readiness: round(checks, timeoutMs) };
    }
    return kept.readiness;
  };
}

async function round(checks: Readonly<Record<string, Check>>, timeoutMs: number): Promise<Readiness> {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await run(check, timeoutMs)] as const),
  );
  const ready = results.every(([, result]) => result === 'ok');
  return { status: ready ? 'ready' : 'not ready', checks: Object.fromEntries(results) };
}

async function run(check: Check, timeoutMs: number): Promise<CheckResult> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve('unreachable'), timeoutMs);
  });
  const answered = check().then(
    (): CheckResult => 'ok',
    (): CheckResult => 'unreachable',
  );
  const result = await Promise.race([answered, timeout]);
  clearTimeout(timer);
  return result;
}
