import type { JobRuntime, StepSink } from '../steps/job-runtime.ts';

/** One input of a stand-in: taken as it is, demanded, or refused with a reason. */
export interface StandInInput {
  readonly required?: boolean;
  readonly unsupported?: string;
}

export interface StandInUse {
  readonly job: JobRuntime;
  /** By lower-case name. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly sink: StepSink;
  readonly signal: AbortSignal;
}

/** The local counterpart of a remote action that only a real runner can run. */
export interface StandInAction {
  /** `owner/name`. */
  readonly repository: string;
  /** What it does here, in one line; the README's table is made of these. */
  readonly summary: string;
  readonly inputs: Readonly<Record<string, StandInInput>>;
  readonly run: (use: StandInUse) => Promise<void>;
}
