import type { Component } from '@phaseline/model';

/** What a worker that moves to Lambda is about to stand on; seconds where it is a time. */
export interface LambdaFooting {
  readonly component: Component;
  readonly visibilityTimeoutSeconds: number;
  readonly functionTimeoutSeconds: number;
  /** undefined without a redrive policy. */
  readonly maxReceiveCount: number | undefined;
  readonly maximumConcurrency: number | undefined;
  readonly reportsBatchItemFailures: boolean;
  readonly filtered: boolean;
}

/** The least number of receives before a message is dead-lettered: throttling and a few crashes must not reach it. */
export const leastReceiveCount = 5;

/**
 * Why a move must not begin, a line each with what to change; empty when it may. Pure.
 * @param removed names of resources of the spine that the plan would delete
 */
export function switchRefusals(footings: readonly LambdaFooting[], removed: readonly string[]): string[] {
  return [
    ...removed.map(
      (name) =>
        `${name} is part of the spine and would be deleted: no phase owns it, take it out of the change`,
    ),
    ...footings.flatMap((footing) => refusalsOf(footing).map((reason) => `${footing.component}: ${reason}`)),
  ];
}

function refusalsOf(footing: LambdaFooting): string[] {
  const {
    visibilityTimeoutSeconds: visibility,
    functionTimeoutSeconds: timeout,
    maxReceiveCount: count,
  } = footing;
  const reasons: string[] = [];
  if (visibility < 6 * timeout) {
    reasons.push(
      `the queue's visibility timeout is ${visibility} s, expected at least ${6 * timeout} s (6 x the function's timeout)`,
    );
  }
  if (count === undefined || count < leastReceiveCount) {
    reasons.push(
      `the queue's maxReceiveCount is ${count ?? 'not set'}, expected at least ${leastReceiveCount}`,
    );
  }
  if (footing.maximumConcurrency === undefined) {
    reasons.push(
      'the mapping has no MaximumConcurrency: throttled pollers would dead-letter good messages; set ScalingConfig',
    );
  }
  if (!footing.reportsBatchItemFailures) {
    reasons.push(
      'the mapping does not report batch item failures: set FunctionResponseTypes to ["ReportBatchItemFailures"]',
    );
  }
  if (footing.filtered)
    reasons.push('the mapping has a filter, which deletes what does not match: remove FilterCriteria');
  return reasons;
}
