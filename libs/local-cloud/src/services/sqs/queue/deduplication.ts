/** What a FIFO queue answered to the first of several equal sends. */
export interface FirstSend {
  readonly id: string;
  readonly sequenceNumber: string;
}

const INTERVAL_MS = 5 * 60 * 1000;

/** The sends of the last five minutes, by deduplication id. */
export interface Deduplication {
  find(key: string, now: number): FirstSend | undefined;
  remember(key: string, send: FirstSend, now: number): void;
}

/** Nothing remembered yet. */
export function createDeduplication(): Deduplication {
  // A Map keeps insertion order, so what is too old stands in front.
  const sends = new Map<string, FirstSend & { at: number }>();
  function forget(now: number): void {
    for (const [key, send] of sends) {
      if (send.at + INTERVAL_MS > now) break;
      sends.delete(key);
    }
  }
  return {
    find(key, now) {
      forget(now);
      return sends.get(key);
    },
    remember(key, send, now) {
      sends.set(key, { ...send, at: now });
    },
  };
}
