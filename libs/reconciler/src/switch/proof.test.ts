import { expect, test } from 'vitest';
import { judgeProof } from './proof.ts';

const evidence = { processed: 0, errors: 0, oldestSeconds: 0, deadLettered: 0, seconds: 10 };

test.for([
  ['nothing yet', {}, 'open'],
  ['enough processed', { processed: 20 }, 'good'],
  ['idle for long', { seconds: 120 }, 'good'],
  ['waiting messages are not idle', { seconds: 120, oldestSeconds: 5 }, 'open'],
  ['one error among few', { processed: 2, errors: 1 }, 'open'],
  ['errors alone', { errors: 3 }, 'bad'],
  ['a dead letter', { processed: 1000, deadLettered: 1 }, 'bad'],
  ['processed, but the queue grows old', { processed: 100, oldestSeconds: 121 }, 'open'],
] as const)('%s', ([, change, verdict]) => {
  expect(judgeProof({ ...evidence, ...change })).toBe(verdict);
});
