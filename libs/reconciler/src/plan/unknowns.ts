import { knownAfterwards } from '../engine/plan.ts';
import type { PhasePlan } from '../phase/plan-phase.ts';

/** What a plan cannot know, in plain sentences: only what bears on this one. Pure. */
export function unknowns({ resources, steps, retired }: PhasePlan): string[] {
  const text = JSON.stringify(resources.map(({ changes }) => changes));
  const has = (word: RegExp) => steps.some(({ step }) => word.test(step));
  return [
    'The calls are those of a run that goes well, beside nobody else. One that AWS throttles, or refuses while something is still in use, is made again.',
    ...(text.includes(knownAfterwards) ? [`${knownAfterwards}: what only AWS, or the build, will say.`] : []),
    ...(steps.length > 0
      ? [
          "Not counted: the switch's lease, an item of the environment's table, written when it begins, while it works, and when it ends.",
        ]
      : []),
    ...(has(/smokeFunction/)
      ? ['Whether a version answers its trial: if it does not, alias live stays where it is.']
      : []),
    ...(has(/rampMapping|shiftWeight|startService|enableMapping/)
      ? ['Whether tasks start and the new side works: if not, what was moved goes back by itself.']
      : []),
    ...(retired.some(({ kind }) => kind === 'loadBalancer' || kind === 'httpApi')
      ? [
          'When the old front is quiet: one that is still called when patience ends stays, and the next run removes it.',
        ]
      : []),
  ];
}
