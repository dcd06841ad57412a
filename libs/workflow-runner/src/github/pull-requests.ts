import type { Json } from '../expressions/json.ts';
import type { PullRequest, Records, WebhookEvent } from './records.ts';
import { showPull, showRepository, showUser } from './show.ts';

/** What people do to pull requests; each gives the event that GitHub then sends. */
export interface PullRequests {
  open(
    pull: Partial<{
      number: number;
      title: string;
      branch: string;
      sha: string;
      repository: string;
      labels: string[];
    }>,
  ): WebhookEvent;
  push(number: number, sha: string): WebhookEvent;
  label(number: number, name: string): WebhookEvent;
  unlabel(number: number, name: string): WebhookEvent;
  close(number: number, options?: { merged?: boolean }): WebhookEvent;
  reopen(number: number): WebhookEvent;
}

/** The pull requests of a GitHub. */
export function pullRequests(records: Records): PullRequests {
  const find = (number: number): PullRequest => {
    const pull = records.pulls.get(number);
    if (!pull) throw new Error(`there is no pull request ${number}; open it first`);
    return pull;
  };
  const event = (pull: PullRequest, action: string, more: Record<string, Json> = {}): WebhookEvent => ({
    name: 'pull_request',
    payload: {
      action,
      number: pull.number,
      pull_request: showPull(pull, records),
      repository: showRepository(records.repository, records.repository),
      sender: showUser(pull.user),
      ...more,
    },
  });
  return {
    open({
      branch = 'change',
      sha = '1'.repeat(40),
      repository = records.repository,
      labels = [],
      ...given
    }) {
      const number = given.number ?? Math.max(0, ...records.pulls.keys(), ...records.issues.keys()) + 1;
      const pull: PullRequest = {
        number,
        title: given.title ?? `Change ${number}`,
        state: 'open',
        merged: false,
        head: { ref: branch, sha, repository },
        base: 'main',
        labels: new Set(labels),
        user: repository.split('/')[0] ?? '',
      };
      records.pulls.set(number, pull);
      return event(pull, 'opened');
    },
    push(number, sha) {
      const pull = find(number);
      const before = pull.head.sha;
      pull.head.sha = sha;
      return event(pull, 'synchronize', { before, after: sha });
    },
    label(number, name) {
      const pull = find(number);
      pull.labels.add(name);
      return event(pull, 'labeled', { label: { name } });
    },
    unlabel(number, name) {
      const pull = find(number);
      pull.labels.delete(name);
      return event(pull, 'unlabeled', { label: { name } });
    },
    close(number, { merged = false } = {}) {
      const pull = find(number);
      pull.state = 'closed';
      pull.merged = merged;
      return event(pull, 'closed');
    },
    reopen(number) {
      const pull = find(number);
      pull.state = 'open';
      return event(pull, 'reopened');
    },
  };
}
