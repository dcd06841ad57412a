import type { Annotation, JobRef, StepRun } from '../events.ts';
import type { Json } from '../expressions/json.ts';
import type { Status } from '../expressions/status-functions.ts';
import type { Permissions, RunDefaults, Step } from '../model.ts';
import type { TokenRequest } from '../oidc/issuer.ts';
import type { RunContext } from '../run-context.ts';

/** What one running job knows; its steps read and change it. */
export interface JobRuntime {
  readonly run: RunContext;
  readonly ref: JobRef;
  /** `github`, `inputs`, `vars`, `secrets`, `needs`, `strategy`, `matrix`, `runner`. */
  readonly contexts: { readonly [name: string]: Json };
  readonly permissions: Permissions | undefined;
  readonly defaults: readonly RunDefaults[];
  /** A folder of this job alone, `RUNNER_TEMP`. */
  readonly temp: string;
  /** The runner's own files of this job: scripts, command files, event.json. */
  readonly files: string;
  readonly trackingId: string;
  /** The workflow's and the job's `env`, and what steps wrote to `$GITHUB_ENV`. */
  readonly env: Record<string, string>;
  /** What steps wrote to `$GITHUB_PATH`, the last first. */
  readonly path: string[];
  readonly posts: PostStep[];
  readonly runs: StepRun[];
  readonly annotations: Annotation[];
  /** Process groups that outlived their step. */
  readonly leftovers: Set<number>;
  summary: string;
  status: Status;
  /** Where it asks for OIDC tokens; undefined when it may not. */
  tokens: TokenRequest | undefined;
}

/** The part of a JavaScript action that runs after all steps. */
export interface PostStep {
  readonly name: string;
  readonly if: string;
  readonly run: (signal: AbortSignal, sink: StepSink) => Promise<void>;
  readonly frame: Frame;
}

/** What the steps of a job, or of one use of a composite action, share. */
export interface Frame {
  readonly job: JobRuntime;
  /** The `steps` context. */
  readonly steps: Record<string, { outputs: Record<string, string>; outcome: string; conclusion: string }>;
  readonly inputs: Json;
  /** `env` of the steps around a composite action. */
  readonly env: Readonly<Record<string, string>>;
  /** Set inside a composite action: `github.action_path`, `github.action_status`. */
  readonly composite: { readonly folder: string; status: Status } | undefined;
  /** Aborted when running steps are to end. */
  readonly signal: AbortSignal;
  readonly list: readonly Step[];
}

/** Where the output of a running step goes. */
export interface StepSink {
  /** A line of output, not yet masked. */
  readonly line: (text: string) => void;
  /** A line of output that may hold a workflow command. */
  readonly output: (text: string) => void;
  readonly annotate: (annotation: Annotation) => void;
  readonly setOutput: (name: string, value: string) => void;
  readonly saveState: (name: string, value: string) => void;
}

/** A step that ends without success for a reason of its own; the message is shown as the error. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure';
}

/** The failure of a composite action: its own step has said why already. */
export class InnerFailure extends StepFailure {}
