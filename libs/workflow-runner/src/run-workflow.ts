import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Masker } from './commands/masker.ts';
import type { Reporter, WorkflowRun } from './events.ts';
import type { Scope } from './expressions/evaluate.ts';
import { evaluateString } from './expressions/evaluate-token.ts';
import { textOf } from './expressions/json.ts';
import type { Json } from './expressions/json.ts';
import { gitHubContext } from './github-context.ts';
import { type LocalGitHub, startOwnGitHub } from './github/local-github.ts';
import { recordJobs } from './github/record-jobs.ts';
import { processGroups } from './jobs/concurrency.ts';
import { chosenJobs } from './jobs/choose-jobs.ts';
import { hostEnvironment, overlayEnvironment } from './jobs/host-environment.ts';
import { inGroup } from './jobs/in-group.ts';
import { overall, runJobs } from './jobs/run-jobs.ts';
import { Slots } from './jobs/slots.ts';
import type { Workflow } from './model.ts';
import { createTokenIssuer } from './oidc/issuer.ts';
import { loadWorkflow } from './parser/load-workflow.ts';
import { WorkflowError } from './parser/problems.ts';
import { atExit } from './process/at-exit.ts';
import { gitHubGracePeriods } from './process/process-group.ts';
import type { GracePeriods } from './process/process-group.ts';
import type { RunContext, WorkflowScope } from './run-context.ts';
import { filesOf } from './triggers/changed-files.ts';
import { dispatchInputs } from './triggers/dispatch-inputs.ts';
import { eventContext } from './triggers/event-payload.ts';
import { type GitState, readGitState } from './triggers/git-state.ts';
import { whyNotTriggered } from './triggers/match-event.ts';

export interface RunWorkflowOptions {
  /** The repository: its workflows, its actions, and the folder steps run in. */
  readonly workspace: string;
  /** The workflow file, relative to `workspace` or absolute. */
  readonly workflow: string;
  /** What happened. What the payload leaves out is filled in from the git state of the workspace. */
  readonly event: { readonly name: string; readonly payload?: { readonly [key: string]: Json } };
  /** Inputs of a `workflow_dispatch`. */
  readonly inputs?: Readonly<Record<string, string | number | boolean>>;
  /** Repository variables, over those that `gitHub` has. */
  readonly vars?: Readonly<Record<string, string>>;
  /** A secret GITHUB_TOKEN becomes `github.token`, and the API's address is GitHub's. */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * Laid over the environment of this process; steps get an allow-list of the result. As soon as it names an `AWS_*` variable those of
   * this process are left out, so that nobody deploys to the wrong cloud with half of each.
   */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly actor?: string;
  readonly ref?: string;
  readonly sha?: string;
  readonly reporter?: Reporter;
  /** Cancels the run as GitHub does: SIGINT, SIGTERM, SIGKILL to running steps; `always()` and `cancelled()` still run. */
  readonly signal?: AbortSignal;
  /** Ends everything at once; what has not run does not run. */
  readonly kill?: AbortSignal;
  /** How many jobs run at a time. Default: the processors of this machine, at least 2. */
  readonly parallel?: number;
  /** Run only this job and what it needs. */
  readonly job?: string;
  /** Keep artifacts here instead of in a folder that is removed at the end. */
  readonly artifacts?: string;
  /** Whether the `sub` of OIDC tokens has the form with ids, as in repositories created or renamed since 2026-07-15. Default: false. */
  readonly immutableSubject?: boolean;
  /**
   * The GitHub behind `GITHUB_API_URL`: every job then gets a token of its own, which may do what its permissions say. Without one, and without
   * a secret GITHUB_TOKEN, it is one of the run's own, which can be asked about the run's jobs and nothing else.
   */
  readonly gitHub?: LocalGitHub;
  /** Milliseconds between the signals of a cancellation. Default: GitHub's. */
  readonly grace?: GracePeriods;
}

/**
 * Runs a workflow of `workspace` on this machine. Resolves when every job is over and nothing it started is left, also when jobs
 * failed: look at `conclusion`. Throws a WorkflowError before the first step when the workflow cannot be run as it stands, does not
 * run on this event, or was given wrong inputs.
 */
export async function runWorkflow(options: RunWorkflowOptions): Promise<WorkflowRun> {
  const started = performance.now();
  const workspace = realpathSync(options.workspace);
  const workflow = chosenJobs(await loadWorkflow(workspace, options.workflow), options.job);
  const temp = realpathSync(mkdtempSync(join(tmpdir(), 'workflow-run-')));
  const cancel = new AbortController();
  const onSignal = (): void => cancel.abort(options.signal?.reason);
  if (options.signal?.aborted) onSignal();
  options.signal?.addEventListener('abort', onSignal, { once: true });
  const removeTemp = (): void => rmSync(temp, { recursive: true, force: true });
  const notAtExit = atExit(removeTemp);
  const tokens = createTokenIssuer();
  const git = readGitState(workspace);
  const isReal = Boolean(options.secrets?.['GITHUB_TOKEN']);
  const own = options.gitHub || isReal ? undefined : await startOwnGitHub(git.repository);
  const gitHub = options.gitHub ?? own;
  try {
    const artifacts = options.artifacts ?? join(temp, 'artifacts');
    mkdirSync(artifacts, { recursive: true });
    const place = { workspace, temp, artifacts, cancel, tokens, gitHub };
    const { run, scope } = prepare(options, workflow, git, place);
    return await runAll(run, scope, options.event.name, started, cancel);
  } finally {
    options.signal?.removeEventListener('abort', onSignal);
    await tokens.close();
    await own?.close();
    notAtExit();
    removeTemp();
  }
}

async function runAll(
  run: RunContext,
  scope: WorkflowScope,
  event: string,
  started: number,
  cancel: AbortController,
): Promise<WorkflowRun> {
  const { workflow } = scope;
  const at: Scope = {
    contexts: { github: scope.github, inputs: scope.inputs, vars: scope.vars },
    functions: [],
  };
  const title = evaluateString(workflow.runName, at).trim() || workflow.name;
  run.report({ type: 'run-started', title, event, jobs: workflow.jobs.length });
  const finish = (conclusion: WorkflowRun['conclusion'], jobs: WorkflowRun['jobs']): WorkflowRun => {
    const seconds = (performance.now() - started) / 1000;
    const { attestations } = run;
    const result: WorkflowRun = {
      name: workflow.name,
      title,
      event,
      conclusion,
      jobs,
      attestations,
      seconds,
    };
    run.report({ type: 'run-finished', run: result });
    return result;
  };
  try {
    const ref = { id: '', name: workflow.name };
    const results = await inGroup(run, workflow.concurrency, at, [], cancel, ref, (heldGroups) =>
      runJobs(run, { ...scope, heldGroups }),
    );
    if (results === undefined) return finish('cancelled', []);
    const all = [...results.values()];
    const conclusion = overall(all.map(({ result }) => result));
    return finish(
      conclusion === 'skipped' ? 'success' : conclusion,
      all.flatMap(({ runs }) => runs),
    );
  } catch (error) {
    // Whoever shows the run must not wait for more.
    finish('failure', []);
    throw error;
  }
}

function prepare(
  options: RunWorkflowOptions,
  workflow: Workflow,
  state: GitState,
  place: Pick<RunContext, 'workspace' | 'temp' | 'artifacts' | 'tokens' | 'gitHub'> & {
    cancel: AbortController;
  },
): { run: RunContext; scope: WorkflowScope } {
  const repository = place.gitHub?.repository ?? state.repository;
  const git = { ...state, repository, sha: options.sha ?? state.sha };
  const actor = options.actor ?? (git.author.name || 'local');
  const event = { name: options.event.name, payload: options.event.payload ?? {} };
  const context = eventContext(workflow, event, git, actor);
  const ref = options.ref ?? context.ref;
  const why = whyNotTriggered(workflow, {
    name: event.name,
    payload: context.payload,
    ref: context.baseRef === '' ? ref : `refs/heads/${context.baseRef}`,
    changedFiles: filesOf(context.payload) ?? git.changedFiles,
  });
  if (why !== undefined) throw new WorkflowError([{ file: workflow.path, message: why }]);
  const given = { ...(context.payload['inputs'] as Record<string, unknown> | undefined), ...options.inputs };
  if (event.name !== 'workflow_dispatch' && options.inputs && Object.keys(options.inputs).length > 0) {
    throw new WorkflowError([
      { file: workflow.path, message: `inputs belong to workflow_dispatch, not to ${event.name}` },
    ]);
  }
  const inputs = event.name === 'workflow_dispatch' ? dispatchInputs(workflow, given) : {};
  const texts = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, textOf(value)]));
  const payload =
    event.name === 'workflow_dispatch' ? { ...context.payload, inputs: texts } : context.payload;

  const runId = Date.now();
  const record = place.gitHub && recordJobs(place.gitHub.records, runId);
  const masker = new Masker();
  const secrets = { ...options.secrets };
  for (const secret of Object.values(secrets)) masker.add(secret);
  const run: RunContext = {
    ...place,
    host: hostEnvironment(overlayEnvironment(process.env, options.env ?? {})),
    masker,
    slots: new Slots(options.parallel ?? Math.max(2, availableParallelism())),
    groups: processGroups,
    grace: options.grace ?? gitHubGracePeriods,
    immutableSubject: options.immutableSubject ?? false,
    attestations: [],
    cancel: place.cancel.signal,
    kill: options.kill ?? new AbortController().signal,
    report: (each) => {
      record?.(each);
      options.reporter?.report(each);
    },
  };
  const github = gitHubContext(workflow, event.name, { ...context, payload, ref }, git, {
    actor,
    apiUrl: place.gitHub?.url ?? 'https://api.github.com',
    token: secrets['GITHUB_TOKEN'] ?? '',
    workspace: place.workspace,
    runId: String(runId),
  });
  return {
    run,
    scope: {
      workflow,
      github,
      inputs,
      vars: { ...Object.fromEntries(place.gitHub?.records.variables ?? []), ...options.vars },
      secrets,
      permissions: workflow.permissions,
      prefix: { id: '', name: '' },
      heldGroups: [],
    },
  };
}
