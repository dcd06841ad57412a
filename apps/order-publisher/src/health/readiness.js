/**
 * Makes a readiness probe over `checks`. An answer is kept for `keepMs` milliseconds and calls at the same time share
 * one round, so that probing cannot load the dependencies. A check that takes over `timeoutMs` counts as unreachable.
 */
export function createReadiness(checks, { keepMs = 5000, timeoutMs = 2000, now = Date.now } = {}) {
  let kept;
  return () => {
    if (kept === undefined || now() >= kept.until) {
      kept = { until: now() + keepMs, readiness: round(checks, timeoutMs) };
    }
    return kept.readiness;
  };
}
async function round(checks, timeoutMs) {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, await run(check, timeoutMs)]),
  );
  const ready = results.every(([, result]) => result === 'ok');
  return { status: ready ? 'ready' : 'not ready', checks: Object.fromEntries(results) };
}
async function run(check, timeoutMs) {
  let timer;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(() => resolve('unreachable'), timeoutMs);
  });
  const answered = check().then(
    () => 'ok',
    () => 'unreachable',
  );
  const result = await Promise.race([answered, timeout]);
  clearTimeout(timer);
  return result;
}
