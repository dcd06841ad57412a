import { expect, it } from 'vitest';
import { apart } from '../testing/apart.ts';
import { defaultProofRules } from './proof.ts';
import { judgeTrial } from './trial.ts';

const rules = { ...defaultProofRules, leastProcessed: 20, idleSeconds: 120 };
const nothing = { clusters: [], seconds: 0, otherSide: apart({ processed: 500 }) };

it.each([
  ['nothing to do yet', { seconds: 10 }, 'open'],
  ['nothing to do for the whole time', { seconds: 120 }, 'good'],
  ['little to do for the whole time, done', { clusters: apart({ processed: 3 }), seconds: 120 }, 'good'],
  ['enough done at once', { clusters: apart({ processed: 20 }), seconds: 1 }, 'good'],
  ['one failure among what is done', { clusters: apart({ processed: 5, errors: 1 }), seconds: 120 }, 'good'],
  ['two failures and nothing done', { clusters: apart({ errors: 2 }), seconds: 119 }, 'open'],
  [
    'two failures and nothing done for the whole time',
    { clusters: apart({ errors: 2 }), seconds: 120 },
    'bad',
  ],
  ['failures only', { clusters: apart({ errors: 5 }), seconds: 1 }, 'bad'],
  [
    'failures that the version before has as well',
    {
      clusters: apart({ processed: 20, errors: 5 }),
      otherSide: apart({ processed: 60, errors: 20 }),
    },
    'good',
  ],
  [
    'more failures than may be, but few',
    { clusters: apart({ processed: 20, errors: 3 }), seconds: 500 },
    'open',
  ],
] as const)('%s', (_name, evidence, verdict) => {
  expect(judgeTrial({ ...nothing, ...evidence }, rules)).toBe(verdict);
});
