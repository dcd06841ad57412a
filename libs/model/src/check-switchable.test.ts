import { describe, expect, it } from 'vitest';
import { checkRemovable, checkSwitchable, type Switchable } from './check-switchable.ts';

const good: Switchable = {
  queue: {
    name: 'email-service-queue',
    visibilityTimeoutSeconds: 60,
    redrive: { deadLetterArn: 'arn', maxReceiveCount: 5 },
  },
  timeoutSeconds: 10,
  mapping: {
    name: 'email-lambda:email-service-queue',
    maximumConcurrency: 2,
    responseTypes: ['ReportBatchItemFailures'],
    filters: [],
  },
};
const { maximumConcurrency: _, ...unlimited } = good.mapping;

describe('checkSwitchable', () => {
  it('lets safe settings through', () => {
    expect(checkSwitchable(good)).toEqual([]);
  });

  it.each([
    [
      'visibility',
      { timeoutSeconds: 11 },
      /visibility timeout is 60 s; expected at least 6 times .* \(66 s\)/,
    ],
    [
      'receives',
      { queue: { ...good.queue, redrive: { deadLetterArn: 'arn', maxReceiveCount: 4 } } },
      /maxReceiveCount is 4; expected at least 5/,
    ],
    ['no dead-letter queue', { queue: { name: 'q', visibilityTimeoutSeconds: 60 } }, /no dead-letter queue/],
    ['no concurrency', { mapping: unlimited }, /has no MaximumConcurrency/],
    ['whole batches', { mapping: { ...good.mapping, responseTypes: [] } }, /lacks ReportBatchItemFailures/],
    [
      'a filter',
      { mapping: { ...good.mapping, filters: ['{"body":{}}'] } },
      /has a filter \(\{"body":\{\}\}\)/,
    ],
  ] satisfies [string, Partial<Switchable>, RegExp][])('refuses %s', (_name, change, problem) => {
    expect(checkSwitchable({ ...good, ...change })).toEqual([expect.stringMatching(problem)]);
  });
});

it('refuses to remove what holds orders', () => {
  expect(checkRemovable([{ id: 'service/a', spine: false }])).toEqual([]);
  expect(checkRemovable([{ id: 'queue/a', spine: true }])).toEqual([
    expect.stringMatching(/queue\/a belongs to/),
  ]);
});
