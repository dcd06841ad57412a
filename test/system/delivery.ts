import {
  type CloudProcess,
  type LocalCloudOptions,
  startCloudProcess,
} from '@phaseline/local-cloud/own-process';
import {
  type Reporter,
  repositoryOf,
  runWorkflow,
  type RunWorkflowOptions,
  type WorkflowRun,
} from '@phaseline/workflow-runner';
import { bootstrapLocalCloud, mainBranch } from '@phaseline/scripts/deployment/bootstrap-local-cloud';
import { runDeployment } from '@phaseline/scripts/deployment/run-deployment';
import { collectLog } from './collect-log.ts';
import { commitAll } from './commit-all.ts';
import { copyWorkspace } from './copy-workspace.ts';
import { swift } from './swift.ts';

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
  readonly cloud: CloudProcess;
  readonly workspace: string;
  /** Runs deploy.yml as a manual dispatch, whatever comes of it. */
  deploy(options?: {
    phase?: string;
    environment?: string;
    rollback?: boolean;
    signal?: AbortSignal;
  }): Promise<Delivered>;
  /** Deploys production in phase ecs as `phaseline deploy` does it from a laptop, with the environment of who sits there. */
  deployFromLaptop(person: Readonly<Record<string, string>>): Promise<Delivered>;
  /**
   * Commits all that changed in the workspace to main and runs deploy.yml as the push of that commit, where the repository's variable PHASE
   * names the phase. Runs share the workspace: what is written while one still bundles is bundled by it.
   */
  push(
    message: string,
    options: { phase: string; reporter?: Reporter },
  ): Promise<Delivered & { sha: string }>;
  /** The calls answered since `time`, oldest first. */
  callsSince(time: string): Promise<readonly Call[]>;
  /**
   * Of those, what the delivery wrote: what the system itself does (the smoke order) is no part of it, what services do on their own neither.
   */
  writesSince(time: string): Promise<readonly Call[]>;
  close(): Promise<void>;
}

/**
 * Starts all that a whole-system test needs. Close it, whatever happens.
 * @param options of the local cloud
 */
export async function startDelivery(options: Pick<LocalCloudOptions, 'alarmMinute'> = {}): Promise<Delivery> {
  const copy = await copyWorkspace();
  const cloud = await startCloudProcess({ runtime: 'process', ...options }).catch(async (error: unknown) => {
    await copy.remove();
    throw error;
  });
  const { NODE_IMAGE = '' } = cloud.env;
  const roles = await bootstrapLocalCloud(cloud, repositoryOf(copy.folder));
  const callsSince = async (time: string): Promise<readonly Call[]> => {
    const response = await fetch(`${cloud.url}/_cloud/calls?since=${encodeURIComponent(time)}`);
    return ((await response.json()) as { calls: readonly Call[] }).calls;
  };
  const run = async (
    options: Pick<RunWorkflowOptions, 'event' | 'inputs' | 'ref' | 'signal' | 'reporter'>,
    vars: Readonly<Record<string, string>> = {},
  ): Promise<Delivered> => {
    const log = collectLog();
    const finished = await runWorkflow({
      ...options,
      workspace: copy.folder,
      workflow: '.github/workflows/deploy.yml',
      vars: { NODE_IMAGE, ...roles, ...swift, ...vars },
      env: { ...process.env, ...cloud.env },
      reporter: {
        report(event) {
          log.report(event);
          options.reporter?.report(event);
        },
      },
    });
    const frontUrl = finished.jobs.map((job) => job.outputs['front-url']).find(Boolean) ?? '';
    return { run: finished, log: log.text(), frontUrl };
  };
  return {
    cloud,
    workspace: copy.folder,
    async deploy({ phase = 'ecs', environment = 'production', rollback = false, signal } = {}) {
      return await run({
        event: { name: 'workflow_dispatch' },
        inputs: { phase, environment, rollback },
        ref: mainBranch,
        ...(signal && { signal }),
      });
    },
    async deployFromLaptop(person) {
      const log = collectLog();
      const { run, frontUrl } = await runDeployment({
        workspace: copy.folder,
        phase: 'ecs',
        environment: 'production',
        env: { ...process.env, NODE_IMAGE, ...swift, ...person },
        reporter: log,
        signal: new AbortController().signal,
      }).catch((error: unknown) => {
        throw new Error(log.text(), { cause: error });
      });
      return { run, log: log.text(), frontUrl };
    },
    async push(message, { phase, reporter }) {
      const sha = commitAll(copy.folder, message);
      const delivered = await run(
        { event: { name: 'push' }, ...(reporter && { reporter }) },
        { PHASE: phase },
      );
      return { ...delivered, sha };
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
