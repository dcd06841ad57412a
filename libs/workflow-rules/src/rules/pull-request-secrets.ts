import { expressionPaths, expressionsIn, literalOf } from '@phaseline/workflow-runner/parser';
import type { Token } from '@phaseline/workflow-runner/parser';
import type { Rule, RuleFinding } from '../rule.ts';
import { eventsOf, jobsOf } from '../workflow-file.ts';
import type { WorkflowFile } from '../workflow-file.ts';

/** Code of a pull request runs before anybody has read it, so nothing that it could carry away may be within its reach. */
export const pullRequestSecrets: Rule = (file, all) => {
  if (!startedByPullRequest(file, all)) return [];
  const values = [...file.keys].flatMap(([key, token]) => (key === 'on' ? [] : [token]));
  return [
    ...values.flatMap(secretsIn),
    ...jobsOf(file).flatMap(({ keys }) => inherited(keys.get('secrets'))),
  ];
};

/** Directly, or by a workflow that calls it. */
function startedByPullRequest(
  file: WorkflowFile,
  all: readonly WorkflowFile[],
  seen: readonly string[] = [],
): boolean {
  if (file.kind === 'action' || seen.includes(file.path)) return false;
  if (eventsOf(file).includes('pull_request')) return true;
  const callers = all.filter((other) =>
    jobsOf(other).some(({ keys }) => literalOf(keys.get('uses')) === `./${file.path}`),
  );
  return callers.some((caller) => startedByPullRequest(caller, all, [...seen, file.path]));
}

function secretsIn(token: Token): RuleFinding[] {
  return expressionsIn(token).flatMap(({ expression, line }) =>
    expressionPaths(expression)
      .filter(([context, name]) => context === 'secrets' && name?.toUpperCase() !== 'GITHUB_TOKEN')
      .map((path) => ({
        line,
        message: `\${{ ${path.join('.')} }} is within reach of a pull request's code`,
        fix: 'use a role by OIDC, or move the step to a workflow that no pull request starts',
      })),
  );
}

function inherited(token: Token | undefined): RuleFinding[] {
  if (literalOf(token) !== 'inherit') return [];
  return [
    {
      line: token?.line,
      message: "secrets: inherit puts every secret within reach of a pull request's code",
      fix: 'pass no secrets, or the ones it needs from a workflow that no pull request starts',
    },
  ];
}
