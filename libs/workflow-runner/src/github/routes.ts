import type { Json } from '../expressions/json.ts';
import type { Records } from './records.ts';
import { showComment, showIssue, showJob, showPull, showPullAsIssue, showRepository } from './show.ts';

/** One request that may be answered. */
export interface ApiRequest {
  readonly records: Records;
  /** What stands for `{...}` in the path, in order. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly body: { readonly [key: string]: unknown };
}

/** A refusal with GitHub's status. */
export class ApiRefusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface Route {
  readonly method: string;
  /** After `/repos/{owner}/{repo}`. */
  readonly path: string;
  /** Any one of these scopes is enough, as the reference says for each. */
  readonly scopes: readonly string[];
  readonly level: 'read' | 'write';
  readonly status?: number;
  readonly answer: (request: ApiRequest) => Json;
}

const onPullsOrIssues = ['issues', 'pull-requests'];

/** What is built: with the scopes that https://docs.github.com/rest says a token needs. */
export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: '',
    scopes: ['metadata'],
    level: 'read',
    answer: ({ records }) => showRepository(records.repository, records.repository),
  },
  {
    method: 'GET',
    path: '/actions/runs/{run_id}/jobs',
    scopes: ['actions'],
    level: 'read',
    answer: ({ records, params }) => {
      const jobs = mustFind(records.runs, params[0]).map(showJob);
      return { total_count: jobs.length, jobs };
    },
  },
  {
    method: 'POST',
    path: '/actions/variables',
    scopes: ['variables'],
    level: 'write',
    status: 201,
    answer({ records: { variables }, body }) {
      const name = text(body, 'name');
      if (variables.has(name)) throw new ApiRefusal(409, `Already exists - Variable already exists`);
      variables.set(name, text(body, 'value'));
      return {};
    },
  },
  {
    method: 'PATCH',
    path: '/actions/variables/{name}',
    scopes: ['variables'],
    level: 'write',
    status: 204,
    answer({ records: { variables }, params: [name = ''], body }) {
      if (!variables.has(name)) throw new ApiRefusal(404, 'Not Found');
      variables.set(name, text(body, 'value'));
      return {};
    },
  },
  {
    method: 'GET',
    path: '/pulls',
    scopes: ['pull-requests'],
    level: 'read',
    answer: ({ records, query }) => {
      const [state, head, base] = [query.get('state') ?? 'open', query.get('head'), query.get('base')];
      return [...records.pulls.values()]
        .filter((pull) => state === 'all' || pull.state === state)
        .filter((pull) => head === null || head === `${pull.head.repository.split('/')[0]}:${pull.head.ref}`)
        .filter((pull) => base === null || base === pull.base)
        .toSorted((one, other) => other.number - one.number)
        .map((pull) => showPull(pull, records));
    },
  },
  {
    method: 'GET',
    path: '/pulls/{number}',
    scopes: ['pull-requests'],
    level: 'read',
    answer: ({ records, params }) => showPull(mustFind(records.pulls, params[0]), records),
  },
  {
    method: 'GET',
    path: '/issues',
    scopes: ['issues'],
    level: 'read',
    answer: ({ records, query }) => {
      const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
      const state = query.get('state') ?? 'open';
      // Pull requests are issues too.
      return [...records.issues.values(), ...records.pulls.values()]
        .filter((issue) => state === 'all' || issue.state === state)
        .filter((issue) => labels.every((label) => [...issue.labels].includes(label)))
        .toSorted((one, other) => other.number - one.number)
        .map((issue) => ('head' in issue ? showPullAsIssue(issue, records) : showIssue(issue, records)));
    },
  },
  {
    method: 'POST',
    path: '/issues',
    scopes: ['issues'],
    level: 'write',
    status: 201,
    answer: ({ records, body }) => {
      const number = Math.max(0, ...records.pulls.keys(), ...records.issues.keys()) + 1;
      const labels = Array.isArray(body['labels']) ? body['labels'].map(String) : [];
      const issue = { number, title: text(body, 'title'), body: optional(body, 'body') ?? '', labels };
      const made = { ...issue, state: 'open' as const };
      records.issues.set(number, made);
      return showIssue(made, records);
    },
  },
  {
    method: 'PATCH',
    path: '/issues/{number}',
    scopes: ['issues'],
    level: 'write',
    answer: ({ records, params, body }) => {
      const issue = mustFind(records.issues, params[0]);
      const state = optional(body, 'state') ?? issue.state;
      if (state !== 'open' && state !== 'closed') throw new ApiRefusal(422, 'state is open or closed');
      issue.title = optional(body, 'title') ?? issue.title;
      issue.body = optional(body, 'body') ?? issue.body;
      issue.state = state;
      return showIssue(issue, records);
    },
  },
  {
    method: 'GET',
    path: '/issues/{number}/comments',
    scopes: onPullsOrIssues,
    level: 'read',
    answer: ({ records, params }) => {
      const issue = mustBeNumber(records, params[0]);
      return [...records.comments.values()]
        .filter((comment) => comment.issue === issue)
        .map((comment) => showComment(comment, records));
    },
  },
  {
    method: 'POST',
    path: '/issues/{number}/comments',
    scopes: onPullsOrIssues,
    level: 'write',
    status: 201,
    answer: ({ records, params, body }) => {
      const issue = mustBeNumber(records, params[0]);
      const id = records.comments.size + 1;
      const comment = { id, issue, author: 'github-actions[bot]', body: text(body, 'body') };
      records.comments.set(id, comment);
      return showComment(comment, records);
    },
  },
  {
    method: 'PATCH',
    path: '/issues/comments/{id}',
    scopes: onPullsOrIssues,
    level: 'write',
    answer: ({ records, params, body }) => {
      const comment = mustFind(records.comments, params[0]);
      comment.body = text(body, 'body');
      return showComment(comment, records);
    },
  },
];

/** What a run knows of itself, where nobody named a GitHub: its jobs. Of pull requests it knows nothing, not that there are none. */
export const ownRoutes: readonly Route[] = routes.filter(({ path }) => path.startsWith('/actions/runs/'));

function mustFind<T>(records: ReadonlyMap<number, T>, key = ''): T {
  const found = records.get(Number(key));
  if (found === undefined) throw new ApiRefusal(404, 'Not Found');
  return found;
}

function mustBeNumber({ pulls, issues }: Records, key = ''): number {
  const number = Number(key);
  if (!pulls.has(number) && !issues.has(number)) throw new ApiRefusal(404, 'Not Found');
  return number;
}

function text(body: ApiRequest['body'], name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '')
    throw new ApiRefusal(422, `Validation Failed: ${name} is missing`);
  return value;
}

function optional(body: ApiRequest['body'], name: string): string | undefined {
  const value = body[name];
  return typeof value === 'string' ? value : undefined;
}
