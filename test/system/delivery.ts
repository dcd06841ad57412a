import { type LocalCloud, startLocalCloud } from '@phaseline/local-cloud';
import { repositoryOf, runWorkflow, type WorkflowRun } from '@phaseline/workflow-runner';
import { bootstrapLocalCloud, mainBranch } from '@phaseline/scripts/deployment/bootstrap-local-cloud';
import { collectLog } from './collect-log.ts';
import { copyWorkspace } from './copy-workspace.ts';

/** One call that the local cloud answered. */
export interface Call {
  readonly time: string;
  readonly service: string;
  readonly operation: string;
  readonly status: number;
  readonly readOnly: boolean;
  readonly principal?: string;
}

/** A run of the deploy workflow. */
export interface Delivered {
  readonly run: WorkflowRun;
  readonly log: string;
  readonly frontUrl: string;
}

/** A local cloud, a copy of the repository, and the repository's own workflow between them. */
export interface Delivery {
  readonly cloud: LocalCloud;
  readonly workspace: string;
  /** Runs deploy.yml as a manual dispatch, whatever comes of it. */
  deploy(options?: {
    phase?: string;
    environment?: string;
    rollback?: boolean;
    signal?: AbortSignal;
  }): Promise<Delivered>;
  /** The calls answered since `time`, oldest first. */
  callsSince(time: string): Promise<readonly Call[]>;
  /**
   * Of those, what the delivery wrote: what the system itself does (the smoke order) is no part of it, what services do on their own neither.
   */
  writesSince(time: string): Promise<readonly Call[]>;
  close(): Promise<void>;
}

/** A move between phases need not wait here as long as it should where people depend on it. */
const swift = {
  QUIET_SECONDS: '1',
  PATIENCE_SECONDS: '90',
  PROOF_MESSAGES: '5',
  PROOF_IDLE_SECONDS: '2',
};

/** Starts all that a whole-system test needs. Close it, whatever happens. */
export async function startDelivery(): Promise<Delivery> {
  const copy = await copyWorkspace();
  const cloud = await startLocalCloud({ runtime: 'process' }).catch(async (error: unknown) => {
    await copy.remove();
    throw error;
  });
  const { NODE_IMAGE = '' } = cloud.env;
  const roles = await bootstrapLocalCloud(cloud, repositoryOf(copy.folder));
  const callsSince = async (time: string): Promise<readonly Call[]> => {
    const response = await fetch(`${cloud.url}/_cloud/calls?since=${encodeURIComponent(time)}`);
    return ((await response.json()) as { calls: readonly Call[] }).calls;
  };
  return {
    cloud,
    workspace: copy.folder,
    async deploy({ phase = 'ecs', environment = 'production', rollback = false, signal } = {}) {
      const log = collectLog();
      const run = await runWorkflow({
        workspace: copy.folder,
        workflow: '.github/workflows/deploy.yml',
        event: { name: 'workflow_dispatch' },
        inputs: { phase, environment, rollback },
        vars: { NODE_IMAGE, ...roles, ...swift },
        ref: mainBranch,
        env: { ...process.env, ...cloud.env },
        reporter: log,
        ...(signal && { signal }),
      });
      const frontUrl = run.jobs.map((job) => job.outputs['front-url']).find(Boolean) ?? '';
      return { run, log: log.text(), frontUrl };
    },
    callsSince,
    async writesSince(time) {
      const calls = await callsSince(time);
      return calls.filter(
        (call) => !call.readOnly && call.principal?.includes(':assumed-role/phaseline-') === true,
      );
    },
    async close() {
      await cloud.stop();
      await copy.remove();
    },
  };
}
