/** What one project's tests came to: written by the reporter, read by `npm test`. */
export interface Results {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
  /** Of all tests together. */
  readonly milliseconds: number;
  /** The slowest first. */
  readonly slowest: readonly SlowTest[];
}

export interface SlowTest {
  /** Full name. */
  readonly name: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly milliseconds: number;
}

/** A test, hook or file that failed, or an error that nobody caught. */
export interface Failure {
  /** Full name. */
  readonly name: string;
  /** Relative to the repository; absent where it is not known. */
  readonly file?: string;
  /** Why, without colours, most telling first. */
  readonly lines: readonly string[];
}
