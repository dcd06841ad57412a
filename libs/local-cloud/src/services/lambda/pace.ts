/** How fast what takes AWS its time goes here, in milliseconds. */
export interface Pace {
  /** A new function from Pending to Active. */
  readonly create: number;
  /** LastUpdateStatus from InProgress to Successful. */
  readonly update: number;
  /** An event source mapping from one state to the next. */
  readonly mapping: number;
  /** How long an idle environment is kept. */
  readonly idle: number;
  /** Between the attempts of an asynchronous invocation. */
  readonly retries: readonly number[];
}

export const defaultPace: Pace = {
  create: 400,
  update: 300,
  mapping: 600,
  idle: 300_000,
  retries: [60_000, 120_000],
};
