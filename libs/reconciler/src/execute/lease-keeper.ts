import {
  type Actor,
  abandonLease,
  leaseStanding,
  type LeaseRecord,
  type LeaseVersion,
  type LeaseWish,
  releaseLease,
  renewLease,
  takeLease,
} from '../switch/lease.ts';
import type { LeaseStore } from './lease-store.ts';

/** One run's hold on the lease. Every write is conditional on the record that this run wrote last. */
export interface LeaseKeeper {
  readonly actor: () => Actor;
  /** What the table holds, renewed where it is ours: undefined actor numbers stay so. */
  look(): Promise<LeaseRecord | undefined>;
  take(wish: LeaseWish, seen: LeaseVersion | undefined): Promise<boolean>;
  turnBack(reason: string): Promise<boolean>;
  release(): Promise<void>;
  /** Lets go of an unfinished move: whoever comes next goes on with it, and need not wait. */
  abandon(): Promise<void>;
  /** Renews while `work` goes on; its signal is aborted when the lease is lost or ran out. */
  during<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

const heartbeatMilliseconds = 15_000;

/** The lease was lost while something was done under it. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** @param clock milliseconds since the epoch */
export function createLeaseKeeper(store: LeaseStore, holder: string, clock: () => number): LeaseKeeper {
  let fence: number | undefined;
  let mine: LeaseRecord | undefined;
  // One write at a time: each is conditional on the one before.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return await turn;
  };
  const actor = (): Actor => ({ holder, fence });
  const put = async (next: LeaseRecord | undefined, before: LeaseRecord | undefined): Promise<boolean> => {
    if (!next || !(await store.write(next, before))) return false;
    mine = next;
    return true;
  };
  const renew = async (): Promise<boolean> =>
    await inTurn(async () => await put(renewLease(mine, actor(), clock()), mine));
  const forget = () => {
    fence = undefined;
    mine = undefined;
  };
  return {
    actor,
    async look() {
      if (fence !== undefined && (await renew())) return mine;
      return await store.read();
    },
    async take(wish, seen) {
      return await inTurn(async () => {
        const record = await store.read();
        const taken = takeLease(record, seen, wish, clock());
        if (!(await put(taken, record))) return false;
        fence = taken?.fence;
        return true;
      });
    },
    async turnBack(reason) {
      return await inTurn(async () => {
        const renewed = renewLease(mine, actor(), clock());
        return await put(renewed && { ...renewed, turnedBack: reason }, mine);
      });
    },
    async release() {
      await inTurn(async () => await put(releaseLease(mine, actor(), clock()), mine));
      forget();
    },
    async abandon() {
      if (leaseStanding(mine, actor(), clock()) !== 'mine') return;
      await inTurn(async () => await put(abandonLease(mine, actor(), clock()), mine));
      forget();
    },
    async during(signal, work) {
      const lost = new AbortController();
      const beat = setInterval(() => {
        const gone = () => lost.abort(new LeaseLost('the lease was lost: somebody else moves the system'));
        renew().then(
          (held) => held || gone(),
          // No answer: it holds until it runs out.
          () => clock() > (mine?.expiresAt ?? 0) && gone(),
        );
      }, heartbeatMilliseconds);
      try {
        return await work(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal);
      } finally {
        clearInterval(beat);
      }
    },
  };
}
