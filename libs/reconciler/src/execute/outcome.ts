/** What a switch came to. */
export interface SwitchResult {
  /** `unchanged`: everything was where it should be, and nothing was written. */
  readonly outcome: 'unchanged' | 'moved';
  /** What was done, in order, a line each. */
  readonly steps: readonly string[];
  /** What is left for another run: an old front that is still called. */
  readonly warnings: readonly string[];
}

/** Nothing was begun: what the move would stand on loses orders. */
export class SwitchRefused extends Error {
  override readonly name = 'SwitchRefused';
}

/** The move failed, and everything is where it was before. */
export class SwitchWentBack extends Error {
  override readonly name = 'SwitchWentBack';
}

/** Somebody else is moving the system, or took the move over. */
export class SwitchHeld extends Error {
  override readonly name = 'SwitchHeld';
}

/** It failed where nothing is left to go back to: somebody must look. */
export class SwitchStuck extends Error {
  override readonly name = 'SwitchStuck';
}
