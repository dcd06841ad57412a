import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { WorkflowRun } from '../events.ts';
import type { Permissions } from '../model.ts';
import { answer } from './answer.ts';
import { type PullRequests, pullRequests } from './pull-requests.ts';
import type { Records, WebhookEvent } from './records.ts';
import { ownRoutes, type Route, routes } from './routes.ts';
import { workflowRunEvent } from './workflow-run-event.ts';

/** A GitHub of one repository, on 127.0.0.1: the REST routes that our workflows use, and the events that it sends. */
export interface LocalGitHub {
  readonly url: string;
  readonly repository: string;
  /** What there is, to be looked at; what workflows do to it goes through the API. */
  readonly records: Records;
  readonly pulls: PullRequests;
  /** The event after a run for a pull request is over. */
  runCompleted(run: WorkflowRun, number: number, path: string): WebhookEvent;
  /** A token that may do what a job with these permissions may. */
  admit(permissions: Permissions): string;
  close(): Promise<void>;
}

/** Starts a GitHub without pull requests and issues. Close it, whatever happens. */
export async function startLocalGitHub({ repository = 'acme/orders', port = 0 } = {}): Promise<LocalGitHub> {
  return await start(repository, port, routes);
}

/**
 * What a run without a GitHub asks about itself: when its jobs and steps began and ended. Anything else is refused, pull requests too: whoever
 * took their absence for an answer, a sweep, would remove all previews. Close it with the run.
 */
export async function startOwnGitHub(repository: string): Promise<LocalGitHub> {
  return await start(repository, 0, ownRoutes);
}

async function start(repository: string, port: number, known: readonly Route[]): Promise<LocalGitHub> {
  const records: Records = {
    repository,
    runs: new Map(),
    pulls: new Map(),
    issues: new Map(),
    comments: new Map(),
    variables: new Map(),
  };
  const tokens = new Map<string, Permissions>();
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'github'}`);
      const token = /^(?:bearer|token) (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
      const body = await text(request);
      const {
        status,
        body: answered,
        link,
      } = answer({ method: request.method ?? '', url, token, body }, records, tokens, known);
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        ...(link && { link }),
      });
      response.end(JSON.stringify(answered));
    })().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  const { port: own } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${own}`,
    repository,
    records,
    pulls: pullRequests(records),
    runCompleted(run, number, path) {
      const pull = records.pulls.get(number);
      if (!pull) throw new Error(`there is no pull request ${number}; open it first`);
      return workflowRunEvent(records, run, pull, path);
    },
    admit(permissions) {
      const token = `ghs_${randomBytes(18).toString('hex')}`;
      tokens.set(token, permissions);
      return token;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
