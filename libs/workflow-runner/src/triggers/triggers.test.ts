import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { loadWorkflow } from '../parser/load-workflow.ts';
import { workspaceOf } from '../testing/workspace.ts';
import { dispatchInputs } from './dispatch-inputs.ts';
import { eventContext } from './event-payload.ts';
import { matchesPatterns } from './filter-pattern.ts';
import { readGitState, zeroSha } from './git-state.ts';
import { whyNotTriggered } from './match-event.ts';
import type { TriggeringEvent } from './match-event.ts';

async function workflowOn(on: string) {
  const workspace = workspaceOf({
    'w.yml': `on:\n${on}\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n`,
  });
  return loadWorkflow(workspace, 'w.yml');
}

describe("GitHub's filter pattern cheat sheet", () => {
  test.each([
    ['feature/*', 'feature/my-branch', true],
    ['feature/*', 'feature/a/b', false],
    ['feature/**', 'feature/beta-a/my-branch', true],
    ['*feature', 'ver-10-feature', true],
    ['v2*', 'v2.9', true],
    ['v[12].[0-9]+.[0-9]+', 'v1.10.1', true],
    ['*', 'a/b', false],
    ['**', 'a/b', true],
    ['*.jsx?', 'page.js', true],
    ['*.jsx?', 'page.jsx', true],
    ['**.js', 'src/js/app.js', true],
    ['docs/*', 'docs/file.txt', true],
    ['docs/**/*.md', 'docs/README.md', true],
    ['**/docs/**', 'docs/hello.md', true],
    ['**/README.md', 'js/README.md', true],
    ['**/*-post.md', 'my-post.md', true],
    ['a.b', 'axb', false],
  ])('%s and %s: %s', (pattern, value, expected) => {
    expect(matchesPatterns(value, [pattern])).toBe(expected);
  });

  test('a later pattern overrules an earlier one', () => {
    expect(matchesPatterns('README.md', ['*.md', '!README.md'])).toBe(false);
    expect(matchesPatterns('README.md', ['*.md', '!README.md', 'README*'])).toBe(true);
  });
});

describe('which events run a workflow', () => {
  const event = (given: Partial<TriggeringEvent>): TriggeringEvent => ({
    name: 'push', payload: {}, ref: 'refs/heads/main', changedFiles: undefined, ...given,
  }); // prettier-ignore

  test.each<[string, Partial<TriggeringEvent>, string | undefined]>([
    ['  push: { branches: [main] }', {}, undefined],
    ['  push: { branches: [main] }', { ref: 'refs/heads/x' }, 'runs on push of branches main, not x'],
    [
      '  push: { branches: [main] }',
      { ref: 'refs/tags/v1' },
      'runs on push of branches only, not refs/tags/v1',
    ],
    ['  push: { tags: ["v*"] }', { ref: 'refs/tags/v1' }, undefined],
    [
      '  push: { branches-ignore: ["x/**"] }',
      { ref: 'refs/heads/x/y' },
      'ignores push of branches x/**, and this is x/y',
    ],
    [
      '  push: { paths: ["src/**"] }',
      { changedFiles: ['docs/a.md'] },
      'runs on changes of src/**, and none changed',
    ],
    ['  push: { paths: ["src/**"] }', { changedFiles: ['docs/a.md', 'src/a'] }, undefined],
    ['  push: { paths: ["src/**"] }', {}, undefined],
    [
      '  push: { paths-ignore: ["docs/**"] }',
      { changedFiles: ['docs/a.md'] },
      'ignores changes of docs/**, and nothing else changed',
    ],
    ['  pull_request:', { name: 'pull_request', payload: { action: 'opened' } }, undefined],
    [
      '  pull_request:',
      { name: 'pull_request', payload: { action: 'labeled' } },
      'runs on pull_request of type opened, synchronize, reopened, not labeled',
    ],
    [
      '  pull_request: { branches: [main] }',
      { name: 'pull_request', ref: 'refs/heads/dev' },
      'runs on pull_request of branches main, not dev',
    ],
    [
      '  push:\n  schedule: [{ cron: "0 5 * * *" }]',
      { name: 'schedule', payload: { schedule: '0 5 * * *' } },
      undefined,
    ],
    [
      '  push:\n  schedule: [{ cron: "0 5 * * *" }]',
      { name: 'schedule', payload: { schedule: '1 5 * * *' } },
      'runs on the schedules 0 5 * * *, not 1 5 * * *',
    ],
    ['  push:', { name: 'release' }, 'does not run on release; it runs on push'],
  ])('%s with %j: %s', async (on, given, expected) => {
    expect(whyNotTriggered(await workflowOn(on), event(given))).toBe(expected);
  });
});

describe('inputs of workflow_dispatch', () => {
  const on = `  workflow_dispatch:
    inputs:
      phase: { type: choice, options: [ecs, hybrid], default: ecs }
      dry: { type: boolean, default: true }
      count: { type: number, default: 3 }
      name: { type: string, required: true }`;

  test('are typed, with defaults', async () => {
    const workflow = await workflowOn(on);
    expect(dispatchInputs(workflow, { name: 'x', dry: 'false' })).toEqual({
      phase: 'ecs',
      dry: false,
      count: 3,
      name: 'x',
    });
  });

  test('every mistake is named at once', async () => {
    const workflow = await workflowOn(on);
    expect(() => dispatchInputs(workflow, { phase: 'x', dry: 'maybe', count: 'many', typo: '' })).toThrow(
      [
        "w.yml: no input 'typo'; its inputs: phase, dry, count, name",
        "w.yml: input 'phase' must be one of ecs, hybrid, not 'x'",
        "w.yml: input 'dry' must be true or false, not 'maybe'",
        "w.yml: input 'count' must be a number, not 'many'",
        "w.yml: input 'name' is required",
      ].join('\n'),
    );
  });
});

describe('payloads', () => {
  test('of a folder that is no git checkout are zeros', async () => {
    const git = readGitState(workspaceOf({}));
    expect(git).toMatchObject({ sha: zeroSha, before: zeroSha, branch: 'main', changedFiles: undefined });
    const push = eventContext(await workflowOn('  push:'), { name: 'push', payload: {} }, git, 'me');
    expect(push).toMatchObject({
      sha: zeroSha,
      ref: 'refs/heads/main',
      payload: { head_commit: null, created: true },
    });
  });

  test('of a checkout are about its last commit', async () => {
    const workspace = workspaceOf({ 'a.txt': 'a' });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], {
        cwd: workspace,
        stdio: 'ignore',
      });
    git('init', '-b', 'topic');
    git('add', '.');
    git('commit', '-m', 'one');
    git('commit', '--allow-empty', '-m', 'two');
    git('remote', 'add', 'origin', 'git@github.com:acme/shop.git');
    const state = readGitState(workspace);
    expect(state).toMatchObject({
      branch: 'topic',
      repository: 'acme/shop',
      message: 'two',
      author: { name: 'Ann' },
    });
    const workflow = await workflowOn('  push:');
    const push = eventContext(workflow, { name: 'push', payload: {} }, state, 'ann');
    expect(push).toMatchObject({
      ref: 'refs/heads/topic',
      sha: state.sha,
      payload: {
        before: state.before,
        after: state.sha,
        repository: { full_name: 'acme/shop', owner: { login: 'acme' } },
      },
    });
    const request = eventContext(
      workflow,
      { name: 'pull_request', payload: { number: 7, pull_request: { draft: true } } },
      state,
      'ann',
    );
    expect(request).toMatchObject({
      ref: 'refs/pull/7/merge',
      headRef: 'topic',
      baseRef: 'main',
      payload: { pull_request: { draft: true, head: { sha: state.sha } } },
    });
  });
});
