/**
 * A receive for one message costs as much as one for ten, here and on the bill. As long as a delete waits for others, in milliseconds.
 */
const PACE_MS = 50;

/** Tells a poller how long to wait, in milliseconds, before the receive after one that brought `messages` of the `asked`. */
export type Pace = (messages: number, asked: number, now?: number) => number;

/**
 * Lets messages that keep coming gather: none waits while receives bring half of what they ask for, and one that comes alone never does.
 */
export function createPace(): Pace {
  let lastAt = -Infinity;
  return (messages, asked, now = performance.now()) => {
    if (messages === 0) return 0;
    const flowing = now - lastAt < 2 * PACE_MS;
    lastAt = now;
    return flowing && messages * 2 < asked ? PACE_MS : 0;
  };
}
