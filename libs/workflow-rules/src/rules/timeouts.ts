import type { Rule } from '../rule.ts';
import { jobsOf } from '../workflow-file.ts';

/** A job that hangs holds its concurrency group, and is paid for, for six hours. A job that calls a workflow cannot have a timeout. */
export const timeouts: Rule = (file) =>
  jobsOf(file)
    .filter(({ keys }) => keys.has('steps') && !keys.has('timeout-minutes'))
    .map(({ id, line }) => ({
      line,
      message: `job ${id} may hang for six hours`,
      fix: 'set timeout-minutes to some times of what it usually takes',
    }));
