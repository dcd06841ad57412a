import type { Rule } from '../rule.ts';
import { eventsOf, jobsOf } from '../workflow-file.ts';

/** Two runs at once trip over each other, or the older overtakes the newer. A workflow that is only called is in its caller's group. */
export const concurrency: Rule = (file) => {
  if (file.kind === 'action' || file.keys.has('concurrency')) return [];
  if (eventsOf(file).every((event) => event === 'workflow_call')) return [];
  const without = jobsOf(file).filter(({ keys }) => !keys.has('concurrency'));
  if (without.length === 0) return [];
  return [
    {
      line: file.keys.get('on')?.line,
      message: 'two runs of this workflow can go on at once',
      fix: 'set concurrency with a group, and say by cancel-in-progress what becomes of the older run',
    },
  ];
};
