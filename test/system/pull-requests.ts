import { type LocalCloud, startLocalCloud } from '@phaseline/local-cloud';
import type { Domain } from '@phaseline/model';
import { type Clients, createClients, ensureCertificate, ensureHostedZone } from '@phaseline/reconciler';
import { bootstrapLocalCloud } from '@phaseline/scripts/deployment/bootstrap-local-cloud';
import {
  type LocalGitHub,
  type Reporter,
  runWorkflow,
  startLocalGitHub,
  type WebhookEvent,
  type WorkflowRun,
} from '@phaseline/workflow-runner';
import { collectLog } from './collect-log.ts';
import { copyWorkspace } from './copy-workspace.ts';
import { swift } from './swift.ts';

/** A run of one of the repository's workflows, and all that it said. */
export type LoggedRun = WorkflowRun & { readonly text: string };

/** A repository on a GitHub of this machine, and the account that its workflows work in, by the roles that each of them has there. */
export interface PullRequests {
  readonly cloud: LocalCloud;
  readonly gitHub: LocalGitHub;
  /** The account's root. */
  readonly clients: Clients;
  readonly workspace: string;
  /** Production's, which no preview may touch. */
  readonly domain: Domain;
  /** The repository's variables. */
  readonly vars: Readonly<Record<string, string>>;
  /** Runs `.github/workflows/<file>` as GitHub does on that event. */
  run(file: string, event: WebhookEvent, reporter?: Reporter): Promise<LoggedRun>;
  /** The comments on a pull request. */
  comments(number: number): readonly string[];
  close(): Promise<void>;
}

/** Starts all of it; this process finds the cloud by its environment then. Close it, whatever happens. */
export async function startPullRequests(): Promise<PullRequests> {
  const copy = await copyWorkspace();
  const cloud = await startLocalCloud({ runtime: 'process' });
  const gitHub = await startLocalGitHub();
  Object.assign(process.env, cloud.env);
  const clients = createClients();
  await ensureHostedZone('example.com', { clients });
  const name = 'orders.example.com';
  const domain = { name, certificateArn: await ensureCertificate(name, { clients }) };
  const vars = {
    ...(await bootstrapLocalCloud(cloud, gitHub.repository)),
    NODE_IMAGE: cloud.env['NODE_IMAGE'] ?? '',
    ...swift,
    PHASE: 'serverless',
    DOMAIN: domain.name,
    CERTIFICATE_ARN: domain.certificateArn,
  };
  return {
    cloud,
    gitHub,
    clients,
    workspace: copy.folder,
    domain,
    vars,
    async run(file, event, reporter) {
      const log = collectLog();
      const result = await runWorkflow({
        workspace: copy.folder,
        workflow: `.github/workflows/${file}`,
        event,
        gitHub,
        vars,
        immutableSubject: true,
        env: { ...process.env, ...cloud.env },
        reporter: {
          report(each) {
            log.report(each);
            reporter?.report(each);
          },
        },
      });
      return { ...result, text: log.text() };
    },
    comments: (number) =>
      [...gitHub.records.comments.values()].filter(({ issue }) => issue === number).map(({ body }) => body),
    async close() {
      await gitHub.close();
      await cloud.stop();
      await copy.remove();
    },
  };
}

/** How each job of a run ended, by the last part of its id; legs of a matrix together. */
export function conclusions({ jobs }: WorkflowRun): Record<string, string> {
  return Object.fromEntries(jobs.map(({ id, conclusion }) => [id.split('/').at(-1), conclusion]));
}
