import { expressionPaths, expressionsIn, isSequence, literalOf } from '@phaseline/workflow-runner/parser';
import type { Token } from '@phaseline/workflow-runner/parser';
import type { Rule, RuleFinding } from '../rule.ts';
import { eventsOf, jobsOf, textOf } from '../workflow-file.ts';
import type { JobEntry, WorkflowFile } from '../workflow-file.ts';

/**
 * A workflow of a merge queue gates what is merged, by one job that branch protection names. That job must wait for every other, or a
 * job that somebody adds can fail and nothing stops. And it must run always: GitHub takes a skipped check for a passed one.
 * A workflow that is only called must have a caller.
 */
export const reachedJobs: Rule = (file, all) => {
  if (file.kind === 'action') return [];
  const events = eventsOf(file);
  if (events.includes('merge_group')) return gate(jobsOf(file));
  return events.length === 1 && events[0] === 'workflow_call' ? caller(file, all) : [];
};

function gate(jobs: readonly JobEntry[]): RuleFinding[] {
  const last = jobs.at(-1);
  if (last === undefined) return [];
  const needs = namesIn(last.keys.get('needs'));
  const missed = jobs.slice(0, -1).filter(({ id }) => !needs.includes(id));
  const findings = missed.map(({ id, line }) => ({
    line,
    message: `job ${id} can fail and the merge goes on: the last job, ${last.id}, does not need it`,
    fix: `add ${id} to needs of ${last.id}`,
  }));
  if (jobs.length === 1) return findings;
  const always = textOf(last.keys.get('if')).includes('always()');
  const asks = expressionsIn(last.keys.get('steps'))
    .flatMap(({ expression }) => expressionPaths(expression))
    .some(([context]) => context === 'needs');
  if (!always)
    findings.push({
      line: last.line,
      message: `job ${last.id} is skipped when another fails, and a skipped check counts as passed`,
      fix: 'set if: always()',
    });
  if (!asks)
    findings.push({
      line: last.line,
      message: `job ${last.id} does not look at what became of the others`,
      fix: 'fail it unless every one of needs.*.result is success or skipped',
    });
  return findings;
}

function caller(file: WorkflowFile, all: readonly WorkflowFile[]): RuleFinding[] {
  const called = all.some((other) =>
    jobsOf(other).some(({ keys }) => literalOf(keys.get('uses')) === `./${file.path}`),
  );
  if (called) return [];
  return [
    {
      line: file.keys.get('on')?.line,
      message: 'nothing calls this workflow and no event starts it',
      fix: 'call it from a job with uses:, or remove it',
    },
  ];
}

function namesIn(needs: Token | undefined): string[] {
  if (needs === undefined) return [];
  return isSequence(needs) ? Array.from(needs, textOf) : [textOf(needs)];
}
