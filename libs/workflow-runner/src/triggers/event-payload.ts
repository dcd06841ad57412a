import type { Json } from '../expressions/json.ts';
import type { Workflow } from '../model.ts';
import { zeroSha } from './git-state.ts';
import type { GitState } from './git-state.ts';

export interface EventContext {
  readonly payload: { readonly [key: string]: Json };
  readonly sha: string;
  readonly ref: string;
  readonly headRef: string;
  readonly baseRef: string;
}

/**
 * Completes what the caller gave of an event's payload with what GitHub would send for the git state at hand, and derives the commit
 * and ref the run is about. https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export function eventContext(
  workflow: Workflow,
  event: { readonly name: string; readonly payload: { readonly [key: string]: Json } },
  git: GitState,
  actor: string,
): EventContext {
  const [owner = '', name = ''] = git.repository.split('/');
  const common = {
    repository: {
      id: 1,
      name,
      full_name: git.repository,
      private: false,
      visibility: 'public',
      default_branch: git.defaultBranch,
      html_url: `https://github.com/${git.repository}`,
      owner: { login: owner, id: 1 },
    },
    sender: { login: actor, id: 1, type: 'User' },
  };
  const branchRef = `refs/heads/${git.branch}`;
  switch (event.name) {
    case 'push':
      return push({ ...common, ...pushDefaults(git, branchRef), ...event.payload });
    case 'pull_request':
    case 'pull_request_target':
      return pullRequest(event.name, merge({ ...common, ...pullRequestDefaults(git) }, event.payload), git);
    case 'workflow_dispatch': {
      const ref = text(event.payload['ref']) || branchRef;
      return plain({ ...common, workflow: workflow.path, inputs: {}, ...event.payload, ref }, ref, git.sha);
    }
    case 'schedule': {
      const schedule = workflow.events.schedule?.[0]?.cron ?? '';
      return plain(
        { ...common, schedule, workflow: workflow.path, ...event.payload },
        `refs/heads/${git.defaultBranch}`,
        git.sha,
      );
    }
    case 'merge_group': {
      const group = {
        head_sha: git.sha,
        base_ref: `refs/heads/${git.defaultBranch}`,
        base_sha: git.before,
        head_ref: `refs/heads/gh-readonly-queue/${git.defaultBranch}/pr-1`,
      };
      const payload = merge({ ...common, action: 'checks_requested', merge_group: group }, event.payload);
      const given = payload['merge_group'] as Record<string, Json>;
      return plain(payload, text(given['head_ref']), text(given['head_sha']));
    }
    default:
      return plain({ ...common, ...event.payload }, `refs/heads/${git.defaultBranch}`, git.sha);
  }
}

function pushDefaults(git: GitState, ref: string): Record<string, Json> {
  const commit = {
    id: git.sha,
    message: git.message,
    timestamp: git.timestamp,
    url: `https://github.com/${git.repository}/commit/${git.sha}`,
    author: git.author,
    committer: git.author,
  };
  return {
    ref,
    before: git.before,
    after: git.sha,
    created: git.before === zeroSha,
    deleted: false,
    forced: false,
    compare: `https://github.com/${git.repository}/compare/${git.before.slice(0, 12)}...${git.sha.slice(0, 12)}`,
    pusher: git.author,
    head_commit: git.sha === zeroSha ? null : commit,
    commits: git.sha === zeroSha ? [] : [commit],
  };
}

function pullRequestDefaults(git: GitState): Record<string, Json> {
  const repo = { full_name: git.repository, fork: false };
  return {
    action: 'synchronize',
    number: 1,
    pull_request: {
      number: 1,
      title: git.message.split('\n')[0] ?? '',
      draft: false,
      merged: false,
      state: 'open',
      html_url: `https://github.com/${git.repository}/pull/1`,
      head: { ref: git.branch, sha: git.sha, repo },
      base: { ref: git.defaultBranch, sha: git.before, repo },
      labels: [],
      user: { login: git.author.name },
    },
  };
}

function push(payload: Record<string, Json>): EventContext {
  return plain(payload, text(payload['ref']), text(payload['after']));
}

function pullRequest(name: string, payload: Record<string, Json>, git: GitState): EventContext {
  const request = payload['pull_request'] as Record<string, Record<string, Json>>;
  const number = text(payload['number']);
  const base = text(request['base']?.['ref']);
  const head = text(request['head']?.['ref']);
  const ref = name === 'pull_request' ? `refs/pull/${number}/merge` : `refs/heads/${base}`;
  const sha = text(request['merge_commit_sha']) || git.sha;
  return { payload, sha, ref, headRef: head, baseRef: base };
}

function plain(payload: Record<string, Json>, ref: string, sha: string): EventContext {
  return { payload, ref, sha, headRef: '', baseRef: '' };
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Deep, so that a caller can give one field of a pull request. */
function merge(base: Record<string, Json>, over: { readonly [key: string]: Json }): Record<string, Json> {
  const result = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const old = result[key];
    result[key] = isObject(old) && isObject(value) ? merge({ ...old }, value) : value;
  }
  return result;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
