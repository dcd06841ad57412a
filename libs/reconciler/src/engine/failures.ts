import type { Outcome } from './schedule.ts';

/** One resource that could not be read, put right or removed. */
export interface Failure {
  /** `<kind>/<name>`. */
  readonly resource: string;
  readonly error: unknown;
}

/** Some resources failed; what did not depend on them was done all the same. */
export class ReconcileFailed extends Error {
  override readonly name = 'ReconcileFailed';
  readonly failures: readonly Failure[];
  /** Not begun, by id, and the failed one each waited for. */
  readonly skipped: ReadonlyMap<string, string>;

  constructor(verb: string, failures: readonly Failure[], skipped: ReadonlyMap<string, string>) {
    const lines = failures.map(({ resource, error }) => `cannot ${verb} ${resource}: ${messageOf(error)}`);
    const left = skipped.size === 0 ? [] : [`not begun because of that: ${few([...skipped.keys()])}`];
    super([...lines, ...left].join('\n'), { cause: failures[0]?.error });
    this.failures = failures;
    this.skipped = skipped;
  }
}

const shown = 5;

function few(names: readonly string[]): string {
  const more = names.length - shown;
  return more > 0 ? `${names.slice(0, shown).join(', ')} and ${more} more` : names.join(', ');
}

/**
 * @throws the signal's reason when it was aborted; else ReconcileFailed when anything failed
 */
export function throwFailures(
  verb: string,
  outcomes: ReadonlyMap<string, Outcome<unknown>>,
  signal: AbortSignal | undefined,
): void {
  signal?.throwIfAborted();
  const failures: Failure[] = [];
  const skipped = new Map<string, string>();
  for (const [resource, outcome] of outcomes) {
    if (outcome.status === 'failed') failures.push({ resource, error: outcome.error });
    if (outcome.status === 'skipped') skipped.set(resource, outcome.because);
  }
  if (failures.length > 0 || skipped.size > 0) throw new ReconcileFailed(verb, failures, skipped);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
  // The SDK's name for an answer that is no error of AWS, such as a proxy's page.
  if (error.name === 'Unknown')
    return `an answer with status ${$metadata?.httpStatusCode} that AWS does not give`;
  const code = error.name === 'Error' ? '' : `${error.name}: `;
  return `${code}${error.message}`;
}
