import { expect, it } from 'vitest';
import { defaultProofRules } from './proof.ts';
import { judgeTrial } from './trial.ts';

const rules = { ...defaultProofRules, leastProcessed: 20, mostErrors: 0.01, idleSeconds: 120 };
const nothing = { processed: 0, errors: 0, refused: 0, seconds: 0, otherSide: { tries: 500, errors: 0 } };

it.each([
  ['nothing to do yet', { seconds: 10 }, 'open'],
  ['nothing to do for the whole time', { seconds: 120 }, 'good'],
  ['little to do for the whole time, done', { processed: 3, seconds: 120 }, 'good'],
  ['enough done at once', { processed: 20, seconds: 1 }, 'good'],
  ['one failure among what is done', { processed: 5, errors: 1, seconds: 120 }, 'good'],
  ['two failures and nothing done', { errors: 2, seconds: 119 }, 'open'],
  ['two failures and nothing done for the whole time', { errors: 2, seconds: 120 }, 'bad'],
  ['failures only', { errors: 5, seconds: 1 }, 'bad'],
  [
    'failures that the version before has as well',
    { processed: 20, errors: 5, otherSide: { tries: 80, errors: 20 } },
    'good',
  ],
  [
    'more failures than may be, but few',
    { processed: 20, errors: 2, seconds: 500, otherSide: { tries: 500, errors: 0 } },
    'open',
  ],
] as const)('%s: %o is %s', (_name, evidence, verdict) => {
  expect(judgeTrial({ ...nothing, ...evidence }, rules)).toBe(verdict);
});
