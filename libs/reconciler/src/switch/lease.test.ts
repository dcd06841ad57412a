import { expect, test } from 'vitest';
import {
  leaseMilliseconds,
  leaseStanding,
  type LeaseWish,
  releaseLease,
  renewLease,
  stealMarginMilliseconds,
  takeLease,
} from './lease.ts';

const wish = (holder: string): LeaseWish => ({ holder, to: 'hybrid', from: {}, turnedBack: undefined });

test('nobody takes a lease that is held, everybody one that expired a margin ago, with the next number', () => {
  const first = takeLease(undefined, undefined, wish('one'), 1000);
  expect(first).toMatchObject({ fence: 1, expiresAt: 1000 + leaseMilliseconds, released: false });
  const expiry = 1000 + leaseMilliseconds + stealMarginMilliseconds;
  expect(takeLease(first, first, wish('two'), expiry)).toBeUndefined();
  const second = takeLease(first, first, wish('two'), expiry + 1);
  expect(second).toMatchObject({ holder: 'two', fence: 2 });
  expect(leaseStanding(second, { holder: 'one', fence: 1 }, expiry)).toBe('lost');
  expect(renewLease(second, { holder: 'one', fence: 1 }, expiry)).toBeUndefined();
});

test('a record that was written since it was seen is not taken', () => {
  const first = takeLease(undefined, undefined, wish('one'), 0);
  const renewed = renewLease(first, { holder: 'one', fence: 1 }, 10_000);
  expect(takeLease(renewed, first, wish('two'), 1_000_000)).toBeUndefined();
});

test('a released lease is free, and its number is not given again', () => {
  const first = takeLease(undefined, undefined, wish('one'), 0);
  const released = releaseLease(first, { holder: 'one', fence: 1 }, 5);
  expect(leaseStanding(released, { holder: 'two', fence: undefined }, 6)).toBe('free');
  expect(leaseStanding(released, { holder: 'one', fence: 1 }, 6)).toBe('lost');
  expect(takeLease(released, released, wish('two'), 6)).toMatchObject({ fence: 2 });
});
