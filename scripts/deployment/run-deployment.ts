import type { Phase } from '@phaseline/model';
import { type Reporter, runWorkflow, type WorkflowRun } from '@phaseline/workflow-runner';

/** One run of the repository's own deploy workflow. */
export interface Deployment {
  /** The repository's folder. */
  readonly workspace: string;
  readonly phase: Phase;
  readonly environment: string;
  /** Takes the last deployment back instead of deploying what is here. */
  readonly rollback?: boolean;
  /** Where AWS is, and as whom: `AWS_*` and NODE_IMAGE. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** More repository variables: the roles that the workflow takes. */
  readonly vars?: Readonly<Record<string, string>>;
  /** The branch it is about; that of the git state when absent. */
  readonly ref?: string;
  readonly reporter: Reporter;
  readonly signal: AbortSignal;
}

/** What the workflow left behind. */
export interface DeploymentResult {
  readonly run: WorkflowRun;
  readonly frontUrl: string;
  /** Seconds per job, in the order of the workflow. */
  readonly seconds: Readonly<Record<string, number>>;
}

/** The deploy workflow ran and failed; its jobs and logs have been reported already. */
export class DeploymentFailed extends Error {
  readonly run: WorkflowRun;

  constructor(run: WorkflowRun) {
    const failed = run.jobs.filter((job) => job.conclusion !== 'success' && job.conclusion !== 'skipped');
    super(
      `The deploy workflow ended with ${run.conclusion} (${failed.map((job) => `${job.name}: ${job.conclusion}`).join(', ')})`,
    );
    this.name = 'DeploymentFailed';
    this.run = run;
  }
}

/**
 * Runs `.github/workflows/deploy.yml` as a manual dispatch.
 *
 * @throws DeploymentFailed when the workflow did not succeed.
 */
export async function runDeployment(deployment: Deployment): Promise<DeploymentResult> {
  const { env, vars } = splitVariables(deployment.env);
  const run = await runWorkflow({
    workspace: deployment.workspace,
    workflow: '.github/workflows/deploy.yml',
    event: { name: 'workflow_dispatch' },
    inputs: {
      phase: deployment.phase,
      environment: deployment.environment,
      rollback: deployment.rollback ?? false,
    },
    vars: { ...vars, ...deployment.vars },
    env,
    ...(deployment.ref === undefined ? {} : { ref: deployment.ref }),
    reporter: deployment.reporter,
    signal: deployment.signal,
  });
  deployment.signal.throwIfAborted();
  if (run.conclusion !== 'success') throw new DeploymentFailed(run);
  const frontUrl = run.jobs
    .map((job) => job.outputs['front-url'])
    .find((url) => url !== undefined && url !== '');
  if (frontUrl === undefined)
    throw new Error('The deploy workflow succeeded and no job has an output front-url');
  return { run, frontUrl, seconds: Object.fromEntries(run.jobs.map((job) => [job.name, job.seconds])) };
}

/** What a repository variable of the same name decides on GitHub, an environment variable does here. */
const variables = [
  'NODE_IMAGE',
  'EMAIL_FROM',
  'DOMAIN',
  'CERTIFICATE_ARN',
  'AWS_PERMISSIONS_BOUNDARY_ARN',
  'QUIET_SECONDS',
  'PATIENCE_SECONDS',
  'PROOF_MESSAGES',
  'PROOF_ERROR_PERCENT',
  'PROOF_IDLE_SECONDS',
];

function splitVariables(given: Deployment['env']) {
  const valueOf = (name: string) => given[name] ?? process.env[name];
  const vars = Object.fromEntries(
    [...variables, 'AWS_REGION'].flatMap((name) => (valueOf(name) ? [[name, valueOf(name) ?? '']] : [])),
  );
  return {
    env: Object.fromEntries(Object.entries(given).filter(([name]) => !variables.includes(name))),
    vars,
  };
}
