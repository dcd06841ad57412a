/** Least time between two receives that do not bring all they ask for, in milliseconds. */
const PACE_MS = 100;

/** Tells a poller how long to wait, in milliseconds, before the receive after one that brought `messages` of the `asked`. */
export type Pace = (messages: number, asked: number, now?: number) => number;

/**
 * Lets messages that keep coming gather: a receive for one costs as much as one for ten, here and on the bill. The emptier a receive, the
 * longer the wait after it; full ones follow each other at once, and a message that comes alone never waits.
 */
export function createPace(): Pace {
  let lastAt = -Infinity;
  return (messages, asked, now = performance.now()) => {
    if (messages === 0) return 0;
    const flowing = now - lastAt < 2 * PACE_MS;
    lastAt = now;
    return flowing ? PACE_MS * (1 - messages / asked) : 0;
  };
}
