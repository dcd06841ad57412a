import type { Statement } from './attest/statement.ts';
import type { Conclusion } from './expressions/status-functions.ts';
import type { Json } from './expressions/json.ts';

/** A message a step attached to the run with `::error::`, `::warning::` or `::notice::`. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly step?: string;
}

export interface StepRun {
  readonly name: string;
  /** After `continue-on-error`. */
  readonly conclusion: Conclusion;
  /** Before it. */
  readonly outcome: Conclusion;
  readonly seconds: number;
  readonly outputs: Readonly<Record<string, string>>;
  /** The last lines of the log of a step that failed, secrets masked. */
  readonly tail?: readonly string[];
}

/** One job, or one leg of its matrix. A job of a called workflow has the id `caller/job`. */
export interface JobRun {
  readonly id: string;
  readonly name: string;
  readonly matrix: Json;
  readonly conclusion: Conclusion;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRun[];
  readonly seconds: number;
  /** Markdown, from `$GITHUB_STEP_SUMMARY`. */
  readonly summary: string;
  readonly annotations: readonly Annotation[];
  readonly environment?: { readonly name: string; readonly url: string };
}

export interface WorkflowRun {
  readonly name: string;
  /** `run-name`, or the name. */
  readonly title: string;
  readonly event: string;
  readonly conclusion: Exclude<Conclusion, 'skipped'>;
  readonly jobs: readonly JobRun[];
  /** What its jobs attested, in order. */
  readonly attestations: readonly Statement[];
  readonly seconds: number;
}

/** What tells one job (or leg) from another in reports; `name` is what GitHub's page shows. */
export interface JobRef {
  readonly id: string;
  readonly name: string;
}

/** What happens during a run, in order. */
export type RunEvent =
  | { readonly type: 'run-started'; readonly title: string; readonly event: string; readonly jobs: number }
  | { readonly type: 'job-waiting'; readonly job: JobRef; readonly reason: string }
  | { readonly type: 'job-started'; readonly job: JobRef }
  | { readonly type: 'step-started'; readonly job: JobRef; readonly step: string }
  | { readonly type: 'log'; readonly job: JobRef; readonly step: string; readonly line: string }
  | { readonly type: 'annotation'; readonly job: JobRef; readonly annotation: Annotation }
  | { readonly type: 'step-finished'; readonly job: JobRef; readonly step: StepRun }
  | { readonly type: 'job-finished'; readonly job: JobRef; readonly result: JobRun }
  | { readonly type: 'run-finished'; readonly run: WorkflowRun };

/** Shows a run to somebody. `report` is called for every event, in order; it must not throw. */
export interface Reporter {
  report(event: RunEvent): void;
}
