import { data } from '../parser/packages.ts';
import type { FunctionDefinition } from '../parser/packages.ts';

export type Status = 'success' | 'failure' | 'cancelled';
export type Conclusion = Status | 'skipped';

/** `success()`, `failure()`, `cancelled()` and `always()` for a step: they look at the job (in a composite action, at the action) so far. */
export function stepStatusFunctions(status: Status): FunctionDefinition[] {
  return statusFunctions({
    success: () => status === 'success',
    failure: () => status === 'failure',
    cancelled: () => status === 'cancelled',
  });
}

/**
 * The same for a job: `results` holds every job before it, direct or not. GitHub's `success()` is false as soon as one of them
 * was skipped, however far up (actions/runner#491). Names given as arguments narrow it down.
 */
export function jobStatusFunctions(
  results: ReadonlyMap<string, Conclusion>,
  cancelled: boolean,
): FunctionDefinition[] {
  const chosen = (names: readonly string[]) =>
    names.length === 0 ? [...results.values()] : names.map((name) => results.get(name));
  return statusFunctions({
    success: (names) => !cancelled && chosen(names).every((result) => result === 'success'),
    failure: (names) => !cancelled && chosen(names).includes('failure'),
    cancelled: () => cancelled,
  });
}

function statusFunctions(tests: Record<Status, (names: readonly string[]) => boolean>): FunctionDefinition[] {
  const all = { ...tests, always: () => true };
  return Object.entries(all).map(([name, test]) => ({
    name,
    minArgs: 0,
    maxArgs: Number.MAX_SAFE_INTEGER,
    call: (...args) => new data.BooleanData(test(args.map((arg) => arg.coerceString()))),
  }));
}
