import type { EventsConfig, MappingToken, ScalarToken, Token } from './parser/packages.ts';

/** A workflow file, read whole: everything the runner needs, with GitHub's tokens where a value is evaluated later. */
export interface Workflow {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly name: string;
  readonly runName: Token | undefined;
  readonly events: EventsConfig;
  readonly env: MappingToken | undefined;
  readonly defaults: RunDefaults;
  readonly permissions: Permissions | undefined;
  readonly concurrency: Token | undefined;
  readonly jobs: readonly Job[];
  readonly call: WorkflowCall | undefined;
  /** Inputs of `on.workflow_dispatch`. */
  readonly dispatch: readonly DispatchInput[];
}

export interface DispatchInput {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default: string;
  readonly options: readonly string[];
}

/** `on.workflow_call` of a reusable workflow. */
export interface WorkflowCall {
  readonly inputs: readonly CallInput[];
  readonly secrets: readonly { readonly name: string; readonly required: boolean }[];
  readonly outputs: ReadonlyMap<string, Token>;
}

export interface CallInput {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly default: Token | undefined;
}

export interface RunDefaults {
  readonly shell: Token | undefined;
  readonly workingDirectory: Token | undefined;
}

/** Scope to level. A scope that is not named is `none` once any is named. */
export type Permissions = ReadonlyMap<string, 'read' | 'write' | 'none'> | 'read-all' | 'write-all';

export type Job = StepsJob | CallJob;

interface JobBase {
  readonly id: string;
  readonly line: number | undefined;
  readonly name: ScalarToken | undefined;
  readonly needs: readonly string[];
  /** An expression, always with a status function in it. */
  readonly if: string;
  readonly strategy: Strategy | undefined;
  readonly concurrency: Token | undefined;
  readonly permissions: Permissions | undefined;
}

export interface Strategy {
  readonly matrix: Token | undefined;
  readonly failFast: Token | undefined;
  readonly maxParallel: Token | undefined;
}

export interface StepsJob extends JobBase {
  readonly kind: 'steps';
  readonly runsOn: Token;
  readonly timeoutMinutes: Token | undefined;
  readonly cancelTimeoutMinutes: Token | undefined;
  readonly continueOnError: Token | undefined;
  readonly env: MappingToken | undefined;
  readonly environment: Token | undefined;
  readonly outputs: MappingToken | undefined;
  readonly defaults: RunDefaults;
  readonly steps: readonly Step[];
}

export interface CallJob extends JobBase {
  readonly kind: 'call';
  readonly workflow: Workflow;
  readonly with: MappingToken | undefined;
  readonly secrets: MappingToken | 'inherit' | undefined;
}

export type Step = RunStep | ActionStep;

interface StepBase {
  readonly id: string;
  readonly file: string;
  readonly line: number | undefined;
  readonly name: ScalarToken | undefined;
  readonly if: string;
  readonly env: MappingToken | undefined;
  readonly continueOnError: Token | undefined;
  readonly timeoutMinutes: Token | undefined;
}

export interface RunStep extends StepBase {
  readonly kind: 'run';
  readonly run: Token;
  readonly shell: Token | undefined;
  readonly workingDirectory: Token | undefined;
}

export interface ActionStep extends StepBase {
  readonly kind: 'uses';
  readonly uses: string;
  readonly with: MappingToken | undefined;
  readonly target: Action | StandIn;
}

/** A local action, from its action.yml. */
export interface Action {
  readonly kind: 'node' | 'composite';
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly inputs: readonly ActionInput[];
  readonly outputs: ReadonlyMap<string, Token | undefined>;
  /** Absolute paths of a JavaScript action. */
  readonly node?: NodeEntries;
  readonly steps?: readonly Step[];
}

export interface NodeEntries {
  readonly main: string;
  readonly pre: string | undefined;
  readonly post: string | undefined;
  readonly postIf: string;
}

export interface ActionInput {
  readonly name: string;
  readonly required: boolean;
  readonly default: Token | undefined;
  readonly deprecation: string | undefined;
}

/** A remote action that has a local counterpart here; `repository` is `owner/name`. */
export interface StandIn {
  readonly kind: 'stand-in';
  readonly repository: string;
}
