import { expect, it } from 'vitest';
import { ReconcileFailed, throwFailures } from './failures.ts';

it('names every resource that failed, why, and what was not begun', () => {
  const cause = Object.assign(new Error('not allowed'), { name: 'AccessDeniedException' });
  const outcomes = new Map([
    ['topic/t', { status: 'failed', error: cause }],
    ['queue/q', { status: 'done', value: 1 }],
    ['subscription/s', { status: 'skipped', because: 'topic/t' }],
  ] as const);
  const act = () => throwFailures('put right', outcomes, undefined);
  expect(act).toThrow(ReconcileFailed);
  expect(act).toThrow(
    'cannot put right topic/t: AccessDeniedException: not allowed\nnot begun because of that: subscription/s',
  );
});

it('is silent when all went well', () => {
  expect(() =>
    throwFailures('read', new Map([['a', { status: 'done', value: 1 }]]), undefined),
  ).not.toThrow();
});
