import { afterAll, beforeAll, expect, test } from 'vitest';
import { outputsOf, runJobsOf } from '../testing/workspace.ts';
import { type LocalGitHub, startLocalGitHub } from './local-github.ts';

let gitHub: LocalGitHub;
beforeAll(async () => {
  gitHub = await startLocalGitHub();
});
afterAll(async () => {
  await gitHub.close();
});

/** A job that asks for `path` and hands on the status of the answer. */
const asking = (permissions: string, path: string, body = '') => `
on: pull_request
permissions: {}
jobs:
  ask:
    runs-on: ubuntu-latest
    permissions: ${permissions}
    outputs:
      status: \${{ steps.ask.outputs.status }}
      body: \${{ steps.ask.outputs.body }}
    steps:
      - id: ask
        shell: node {0}
        env:
          GITHUB_TOKEN: \${{ github.token }}
          BODY: '${body}'
        run: |
          const { appendFileSync } = await import('node:fs');
          const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token, BODY: body } = process.env;
          const response = await fetch(api + '/repos/' + repository + '${path}', {
            method: body ? 'POST' : 'GET',
            headers: { authorization: 'Bearer ' + token },
            ...(body && { body }),
          });
          const { message = '' } = await response.json();
          appendFileSync(process.env.GITHUB_OUTPUT, 'status=' + response.status + '\\nbody=' + message + '\\n');
`;

async function ask(yaml: string, event = gitHub.pulls.open({ branch: 'change' })) {
  const run = await runJobsOf(yaml, { gitHub, event });
  expect(run.conclusion, run.log.join('\n')).toBe('success');
  return outputsOf(run, 'ask');
}

test('a job comments with its own token, where its permissions say so', async () => {
  const event = gitHub.pulls.open({ branch: 'talk' });
  const number = Number(event.payload['number']);
  const yaml = asking('{ pull-requests: write }', `/issues/${number}/comments`, '{"body":"hello"}');
  expect(await ask(yaml, event)).toMatchObject({ status: '201' });
  expect([...gitHub.records.comments.values()]).toMatchObject([{ issue: number, body: 'hello' }]);
});

test('what the job has no permission for is refused, as is everything to whoever has no token', async () => {
  const number = Number(gitHub.pulls.open({}).payload['number']);
  const comments = `/issues/${number}/comments`;
  expect(await ask(asking('{ pull-requests: read }', comments, '{"body":"no"}'))).toEqual({
    status: '403',
    body: 'Resource not accessible by integration',
  });
  expect(await ask(asking('{ contents: read }', '/pulls'))).toMatchObject({ status: '403' });
  expect(await ask(asking('{ pull-requests: read }', '/pulls'))).toMatchObject({ status: '200' });
  expect((await fetch(`${gitHub.url}/repos/acme/orders/pulls`)).status).toBe(401);
});

test('a pull request of a fork only ever reads', async () => {
  const event = gitHub.pulls.open({ repository: 'mallory/orders' });
  const path = `/issues/${Number(event.payload['number'])}/comments`;
  const yaml = asking('{ pull-requests: write }', path, '{"body":"no"}');
  expect(await ask(yaml, event)).toMatchObject({ status: '403' });
  expect(await ask(asking('{ pull-requests: write }', '/pulls'), event)).toMatchObject({ status: '200' });
});

test('what is not built says so, and what there is', async () => {
  const { status, body } = await ask(asking('{ contents: write }', '/releases'));
  expect(status).toBe('501');
  expect(body).toContain('GET /repos/acme/orders/releases is not built into this local GitHub; there are');
});

test('lists come in pages, pull requests by state and by head', async () => {
  const other = await startLocalGitHub();
  try {
    for (let number = 1; number <= 5; number += 1) other.pulls.open({ branch: `b${number}` });
    other.pulls.close(2);
    const authorization = `Bearer ${other.admit(new Map([['pull-requests', 'read']]))}`;
    const get = async (query: string) => {
      const response = await fetch(`${other.url}/repos/acme/orders/pulls?${query}`, {
        headers: { authorization },
      });
      const pulls = (await response.json()) as { number: number }[];
      return { numbers: pulls.map((pull) => pull.number), link: response.headers.get('link') };
    };
    expect(await get('per_page=3')).toEqual({
      numbers: [5, 4, 3],
      link: expect.stringContaining('page=2>; rel="next"'),
    });
    expect(await get('per_page=3&page=2')).toEqual({ numbers: [1], link: null });
    expect((await get('state=all')).numbers).toHaveLength(5);
    expect((await get('head=acme:b4')).numbers).toEqual([4]);
  } finally {
    await other.close();
  }
});

test("a run reads the repository's variables; those that it is given come first", async () => {
  const other = await startLocalGitHub();
  try {
    other.records.variables.set('PHASE', 'hybrid').set('DOMAIN', 'shop.example.com');
    const run = await runJobsOf(
      'jobs: { read: { runs-on: ubuntu-latest, outputs: { all: "${{ toJSON(vars) }}" }, steps: [{ run: ":" }] } }',
      { gitHub: other, vars: { PHASE: 'ecs' } },
    );
    expect(JSON.parse(outputsOf(run, 'read')['all'] ?? '')).toEqual({
      PHASE: 'ecs',
      DOMAIN: 'shop.example.com',
    });
  } finally {
    await other.close();
  }
});

test('a run without a GitHub can be asked how long its own jobs took, and knows nothing of pull requests', async () => {
  const run = await runJobsOf(`
on: push
permissions: { actions: read, pull-requests: read }
jobs:
  first:
    runs-on: ubuntu-latest
    steps:
      - name: Begin
        run: ':'
  ask:
    needs: first
    runs-on: ubuntu-latest
    outputs:
      jobs: \${{ steps.ask.outputs.jobs }}
      pulls: \${{ steps.ask.outputs.pulls }}
    steps:
      - id: ask
        shell: node {0}
        env:
          GITHUB_TOKEN: \${{ github.token }}
        run: |
          const { appendFileSync } = await import('node:fs');
          const { GITHUB_API_URL: api, GITHUB_REPOSITORY: repository, GITHUB_TOKEN: token, GITHUB_RUN_ID: id } = process.env;
          const get = (path) => fetch(api + '/repos/' + repository + path, { headers: { authorization: 'Bearer ' + token } });
          const { jobs } = await (await get('/actions/runs/' + id + '/jobs')).json();
          appendFileSync(process.env.GITHUB_OUTPUT, 'jobs=' + JSON.stringify(jobs) + '\\npulls=' + (await get('/pulls')).status + '\\n');
`);
  const { jobs = '', pulls } = outputsOf(run, 'ask');
  expect(pulls).toBe('501');
  const [first, asking] = JSON.parse(jobs) as Record<string, unknown>[];
  expect(first).toMatchObject({ name: 'first', conclusion: 'success', steps: [{ name: 'Begin' }] });
  expect(Date.parse(String(first?.['completed_at']))).toBeGreaterThanOrEqual(
    Date.parse(String(first?.['started_at'])),
  );
  expect(asking).toMatchObject({ name: 'ask', conclusion: null, completed_at: null });
});
