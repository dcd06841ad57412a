import { expect, test } from 'vitest';
import { type LambdaFooting, switchRefusals } from './refusals.ts';

const sound: LambdaFooting = {
  component: 'email-service',
  visibilityTimeoutSeconds: 180,
  functionTimeoutSeconds: 30,
  maxReceiveCount: 5,
  maximumConcurrency: 10,
  reportsBatchItemFailures: true,
  filtered: false,
};

test('a sound footing is not refused', () => {
  expect(switchRefusals([sound], [])).toEqual([]);
});

test.for([
  [{ visibilityTimeoutSeconds: 179 }, 'expected at least 180 s'],
  [{ maxReceiveCount: 4 }, 'maxReceiveCount is 4, expected at least 5'],
  [{ maxReceiveCount: undefined }, 'maxReceiveCount is not set'],
  [{ maximumConcurrency: undefined }, 'no MaximumConcurrency'],
  [{ reportsBatchItemFailures: false }, 'ReportBatchItemFailures'],
  [{ filtered: true }, 'remove FilterCriteria'],
] as const)('%o is refused', ([change, reason]) => {
  const refusals = switchRefusals([{ ...sound, ...change }], []);
  expect(refusals).toHaveLength(1);
  expect(refusals[0]).toContain(reason);
});

test('the spine is not deleted', () => {
  expect(switchRefusals([], ['email-service-queue'])[0]).toContain(
    'email-service-queue is part of the spine',
  );
});
