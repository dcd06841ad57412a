import type { Phase } from '@phaseline/model';
import type { Placements } from './facts.ts';

/**
 * The one record of a switch, kept in the table of the environment. It holds what AWS cannot tell: who acts, and what the move began from.
 */
export interface LeaseRecord {
  /** Who acts, for people: a run's URL, a user and a process id. */
  readonly holder: string;
  /** Grows by one with every taking. Whoever knows an older number no longer acts. */
  readonly fence: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly to: Phase;
  /** The placements to go back to. */
  readonly from: Placements;
  /** Why the move goes back; undefined while it goes on. */
  readonly turnedBack: string | undefined;
  /** Nobody holds it. The record stays: a number that started again would be one that somebody has seen before. */
  readonly released: boolean;
}

/** A record as somebody saw it: every write changes at least one of the two. */
export type LeaseVersion = Pick<LeaseRecord, 'fence' | 'expiresAt'>;

/** One run of the tool. */
export interface Actor {
  readonly holder: string;
  /** The number that it got when it took the lease. */
  readonly fence: number | undefined;
}

/** How an actor stands to the lease. `lost`: it had it, and somebody else took or released it since. */
export type Standing = 'free' | 'mine' | 'expired' | 'theirs' | 'lost';

/** How long a lease holds without being renewed; a step's calls must end well before that. */
export const leaseMilliseconds = 60_000;

/** Nobody takes a lease that expired less than this ago: the clocks of two machines differ, and a call may be under way. */
export const stealMarginMilliseconds = 15_000;

/** @param now milliseconds since the epoch */
export function leaseStanding(record: LeaseRecord | undefined, actor: Actor, now: number): Standing {
  const held = record && !record.released ? record : undefined;
  if (actor.fence !== undefined) return held?.fence === actor.fence ? 'mine' : 'lost';
  if (!held) return 'free';
  return now > held.expiresAt + stealMarginMilliseconds ? 'expired' : 'theirs';
}

export interface LeaseWish {
  readonly holder: string;
  readonly to: Phase;
  readonly from: Placements;
  readonly turnedBack: string | undefined;
}

/**
 * The record to write on condition that the table still holds `record`; undefined where somebody else holds the lease, or where it was
 * written since it was seen: what the wish says about the beginning may then no longer be so.
 * @param seen the record by which the wish was made, read before everything else was observed
 * @param now milliseconds since the epoch
 */
export function takeLease(
  record: LeaseRecord | undefined,
  seen: LeaseVersion | undefined,
  wish: LeaseWish,
  now: number,
): LeaseRecord | undefined {
  if (record?.fence !== seen?.fence || record?.expiresAt !== seen?.expiresAt) return undefined;
  const standing = leaseStanding(record, { holder: wish.holder, fence: undefined }, now);
  if (standing === 'theirs') return undefined;
  return {
    ...wish,
    fence: (record?.fence ?? 0) + 1,
    expiresAt: now + leaseMilliseconds,
    released: false,
  };
}

/**
 * The record that goes on for another term; undefined where the lease is lost. An expired lease that nobody took goes on. Every step
 * begins with this, as a conditional write: an actor whose write is refused stops where it is.
 * @param now milliseconds since the epoch
 */
export function renewLease(
  record: LeaseRecord | undefined,
  actor: Actor,
  now: number,
): LeaseRecord | undefined {
  if (!record || leaseStanding(record, actor, now) !== 'mine') return undefined;
  return { ...record, expiresAt: now + leaseMilliseconds };
}

/** The record that lets go, on condition that the lease is still the actor's; undefined where it is lost. */
export function releaseLease(
  record: LeaseRecord | undefined,
  actor: Actor,
  now: number,
): LeaseRecord | undefined {
  const renewed = renewLease(record, actor, now);
  return renewed && { ...renewed, released: true };
}

/**
 * The record that lets go of an unfinished move: as if it had expired long ago, so that whoever comes next goes on from what it says at
 * once. Undefined where the lease is lost.
 */
export function abandonLease(
  record: LeaseRecord | undefined,
  actor: Actor,
  now: number,
): LeaseRecord | undefined {
  const renewed = renewLease(record, actor, now);
  return renewed && { ...renewed, expiresAt: Math.min(renewed.expiresAt, now - stealMarginMilliseconds - 1) };
}
