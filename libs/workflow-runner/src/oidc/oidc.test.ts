import { expect, test } from 'vitest';
import { outputsOf, runJobsOf, type TestRun } from '../testing/workspace.ts';

/** What a job's token says. */
type Claims = Readonly<Record<string, string | number>>;

const ask = `node -e '
fetch(process.env.ACTIONS_ID_TOKEN_REQUEST_URL + "&audience=sts.amazonaws.com", { headers: { authorization: "bearer " + process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN } })
  .then((response) => response.json()).then(({ value }) => console.log("claims=" + Buffer.from(value.split(".")[1], "base64url")))' >> "$GITHUB_OUTPUT"`;

const jobs = (more = ''): string => `jobs:
  a:
    runs-on: ubuntu-latest
    permissions: { id-token: write }
${more}    outputs: { claims: "\${{ steps.ask.outputs.claims }}" }
    steps:
      - id: ask
        run: |
          ${ask.replaceAll('\n', '\n          ')}
`;

function claimsOf(run: TestRun): Claims {
  expect(run.conclusion, run.log.join('\n')).toBe('success');
  return JSON.parse(outputsOf(run, 'a')['claims'] ?? '') as Claims;
}

test('a job is, to AWS, its repository and its branch, environment or pull request', async () => {
  const push = claimsOf(await runJobsOf(jobs()));
  const repository = String(push['repository']);
  expect(push).toMatchObject({
    iss: 'https://token.actions.githubusercontent.com',
    aud: 'sts.amazonaws.com',
    sub: `repo:${repository}:ref:refs/heads/main`,
    ref: 'refs/heads/main',
    event_name: 'push',
    job_workflow_ref: `${repository}/.github/workflows/test.yml@refs/heads/main`,
  });
  expect(push['environment']).toBeUndefined();
  expect(Number(push['exp'])).toBeGreaterThan(Number(push['iat']));

  const environment =
    '    environment: { name: "${{ format(\'pr-{0}\', 17) }}", url: "${{ steps.ask.outputs.claims }}" }\n';
  const named = claimsOf(await runJobsOf(jobs(environment)));
  expect(named['sub']).toMatch(/^repo:local\/[^:@]+:environment:pr-17$/);
  expect(named['environment']).toBe('pr-17');

  const request = claimsOf(
    await runJobsOf(`on: pull_request\n${jobs()}`, {
      event: { name: 'pull_request' },
      immutableSubject: true,
    }),
  );
  expect(request['sub']).toMatch(/^repo:local@1\/[^:@]+@1:pull_request$/);
});

test('who may not ask has nowhere to ask, and a request token of another is worth nothing', async () => {
  const show = jobs().replace(/ {6}- id: ask[^]*/, '      - run: echo "[$ACTIONS_ID_TOKEN_REQUEST_URL]"\n');
  const reading = await runJobsOf(show.replace('id-token: write', 'contents: read'));
  expect(reading.log).toContain('[]');
  const fork = { pull_request: { head: { repo: { full_name: 'somebody/fork', fork: true } } } };
  const forks = await runJobsOf(`on: pull_request\n${show}`, {
    event: { name: 'pull_request', payload: fork },
  });
  expect(forks.log).toContain('[]');
  const guess = jobs().replace('process.env.ACTIONS_ID_TOKEN_REQUEST_TOKEN', '"guess"');
  expect((await runJobsOf(guess)).conclusion).toBe('failure');
});

test('the request token is masked', async () => {
  const run = await runJobsOf(
    jobs().replace(/ {6}- id: ask[^]*/, '      - run: echo "token $ACTIONS_ID_TOKEN_REQUEST_TOKEN"\n'),
  );
  expect(run.log).toContain('token ***');
});
