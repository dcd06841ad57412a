import type { Json } from '../expressions/json.ts';
import { type Comment, idOf, type Issue, type PullRequest, type Records, type RunJob } from './records.ts';

type JsonObject = { readonly [key: string]: Json };

/** A user, as the REST API and webhooks show it. */
export function showUser(login: string): JsonObject {
  return { login, id: idOf(login), type: login.endsWith('[bot]') ? 'Bot' : 'User' };
}

/** A repository, as the REST API and webhooks show it. */
export function showRepository(fullName: string, upstream: string): JsonObject {
  const [owner = '', name = ''] = fullName.split('/');
  return {
    id: idOf(fullName),
    name,
    full_name: fullName,
    fork: fullName !== upstream,
    default_branch: 'main',
    html_url: `https://github.com/${fullName}`,
    owner: showUser(owner),
  };
}

/** https://docs.github.com/rest/pulls/pulls */
export function showPull(pull: PullRequest, { repository }: Records): JsonObject {
  const side = (ref: string, sha: string, fullName: string): JsonObject => ({
    label: `${fullName.split('/')[0]}:${ref}`,
    ref,
    sha,
    user: showUser(fullName.split('/')[0] ?? ''),
    repo: showRepository(fullName, repository),
  });
  return {
    number: pull.number,
    id: idOf(`${repository}#${pull.number}`),
    title: pull.title,
    state: pull.state,
    draft: false,
    merged: pull.merged,
    html_url: `https://github.com/${repository}/pull/${pull.number}`,
    labels: [...pull.labels].map((name) => ({ name })),
    user: showUser(pull.user),
    head: side(pull.head.ref, pull.head.sha, pull.head.repository),
    base: side(pull.base, '0'.repeat(40), repository),
  };
}

/** https://docs.github.com/rest/issues/issues */
export function showIssue(issue: Issue, { repository }: Records): JsonObject {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    labels: issue.labels.map((name) => ({ name })),
    html_url: `https://github.com/${repository}/issues/${issue.number}`,
    user: showUser('github-actions[bot]'),
  };
}

/** A pull request as it stands among issues. https://docs.github.com/rest/issues/issues#list-repository-issues */
export function showPullAsIssue(pull: PullRequest, { repository }: Records): JsonObject {
  const url = `https://github.com/${repository}/pull/${pull.number}`;
  return {
    number: pull.number,
    title: pull.title,
    body: null,
    state: pull.state,
    labels: [...pull.labels].map((name) => ({ name })),
    html_url: url,
    user: showUser(pull.user),
    pull_request: { html_url: url },
  };
}

/** https://docs.github.com/rest/issues/comments */
export function showComment(comment: Comment, { repository }: Records): JsonObject {
  return {
    id: comment.id,
    body: comment.body,
    user: showUser(comment.author),
    html_url: `https://github.com/${repository}/issues/${comment.issue}#issuecomment-${comment.id}`,
  };
}

/** https://docs.github.com/rest/actions/workflow-jobs */
export function showJob({ id, name, startedAt, completedAt, conclusion, steps }: RunJob): JsonObject {
  return {
    id,
    name,
    status: completedAt === undefined ? 'in_progress' : 'completed',
    conclusion,
    started_at: startedAt.toISOString(),
    completed_at: completedAt?.toISOString() ?? null,
    steps: steps.map((step, index) => ({
      name: step.name,
      number: index + 1,
      status: 'completed',
      conclusion: step.conclusion,
      started_at: step.startedAt.toISOString(),
      completed_at: step.completedAt.toISOString(),
    })),
  };
}
