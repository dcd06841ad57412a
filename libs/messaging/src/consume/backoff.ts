/**
 * When a message that has failed `receiveCount` times is shown again, in whole seconds: up to `base * 2^(receiveCount - 1)`, at most `most`,
 * jittered over the upper half so that messages that failed together do not come back together.
 */
export function retryDelaySeconds(
  receiveCount: number,
  base: number,
  most: number,
  random = Math.random(),
): number {
  const ceiling = Math.min(most, base * 2 ** Math.min(30, Math.max(0, receiveCount - 1)));
  return Math.min(43_200, Math.round(ceiling / 2 + (random * ceiling) / 2));
}

/** How long a poller waits after `failures` failed polls in a row, in milliseconds: full jitter, at most 20 s. */
export function pollDelayMs(failures: number, random = Math.random()): number {
  return random * Math.min(20_000, 100 * 2 ** Math.min(20, failures));
}
