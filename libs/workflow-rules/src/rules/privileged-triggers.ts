import { entries, expressionPaths, expressionsIn, literalOf } from '@phaseline/workflow-runner/parser';
import type { Rule } from '../rule.ts';
import { eventsOf, stepsOf } from '../workflow-file.ts';

/** Events that run with this repository's rights although a stranger can cause them. */
const causedByStrangers = ['workflow_run', 'issue_comment', 'issues', 'discussion', 'discussion_comment'];

/** The rights of this repository and the code of a stranger never meet in one job. */
export const privilegedTriggers: Rule = (file) => {
  if (file.kind === 'action') return [];
  const events = eventsOf(file);
  const target = events.includes('pull_request_target')
    ? [
        {
          line: lineOf(file.lines, 'pull_request_target'),
          message: "pull_request_target gives a fork's pull request secrets and a token that writes",
          fix: 'use pull_request, and workflow_run for what needs rights',
        },
      ]
    : [];
  if (!events.some((event) => causedByStrangers.includes(event))) return target;
  return [
    ...target,
    ...stepsOf(file).flatMap(({ keys }) => {
      if (!literalOf(keys.get('uses'))?.startsWith('actions/checkout@')) return [];
      const ref = [entries(keys.get('with')).get('ref'), entries(keys.get('with')).get('repository')];
      const strange = ref.find((token) =>
        expressionsIn(token)
          .flatMap(({ expression }) => expressionPaths(expression))
          .some(([context, part]) => context === 'github' && part !== 'sha' && part !== 'repository'),
      );
      if (strange === undefined) return [];
      return [
        {
          line: strange.line,
          message: "checks out code that a stranger chose, in a run with this repository's rights",
          fix: 'check out the default branch, and take what the untrusted run made as data only',
        },
      ];
    }),
  ];
};

function lineOf(lines: readonly string[], word: string): number {
  return lines.findIndex((line) => line.includes(word)) + 1;
}
