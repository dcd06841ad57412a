import type { AwaitStep } from '../switch/step.ts';

/** Notices what is waited for too long. */
export interface Patience {
  /** @returns the waits that have lasted longer than they may; what is not among `waits` is forgotten */
  exceeded(waits: readonly AwaitStep[]): AwaitStep[];
}

export function createPatience(seconds: number): Patience {
  const since = new Map<string, number>();
  const keyOf = ({ component, what }: AwaitStep) => `${component}: ${what}`;
  return {
    exceeded(waits) {
      const now = performance.now();
      const keys = new Set(waits.map(keyOf));
      for (const key of since.keys()) if (!keys.has(key)) since.delete(key);
      for (const key of keys) since.set(key, since.get(key) ?? now);
      // The others are waited for by themselves.
      return waits.filter(
        (wait) =>
          wait.what !== 'the other components' && now - (since.get(keyOf(wait)) ?? now) > seconds * 1000,
      );
    },
  };
}
