import { isMapping, isString } from '@phaseline/workflow-runner/parser';
import type { Token } from '@phaseline/workflow-runner/parser';
import type { Rule } from '../rule.ts';
import { jobsOf, textOf } from '../workflow-file.ts';

/**
 * Without `permissions` a job's token may do what the repository's settings say, often everything. Nothing for the workflow, and for
 * each job just what it names, so that a job that is added later starts with nothing.
 */
export const permissions: Rule = (file) => {
  if (file.kind === 'action') return [];
  const top = file.keys.get('permissions');
  const forAll =
    top !== undefined && isMapping(top) && top.count === 0
      ? []
      : [
          {
            line: top?.line ?? 1,
            message: 'every job of the workflow gets permissions by default',
            fix: 'set permissions: {} at the top and what each job needs in the job',
          },
        ];
  const forJobs = jobsOf(file).flatMap(({ id, line, keys }) => {
    const own = keys.get('permissions');
    if (own === undefined)
      return [
        {
          line,
          message: `job ${id} does not say what its token may do`,
          fix: 'set permissions, as {} where it needs none',
        },
      ];
    return isAll(own)
      ? [
          {
            line: own.line,
            message: `job ${id} asks for ${textOf(own)}`,
            fix: 'name the scopes it needs, like contents: read',
          },
        ]
      : [];
  });
  return [...forAll, ...forJobs];
};

const isAll = (token: Token) => isString(token) && /^(read|write)-all$/.test(token.value);
