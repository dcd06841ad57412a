import { invalidValue } from './errors.ts';

/**
 * A period in seconds: 1, 5, 10, 20, 30 or a multiple of 60.
 * @throws `InvalidParameterValue`.
 */
export function validatePeriod(period: number | undefined): number {
  if (period !== undefined && period > 0 && ([1, 5, 10, 20, 30].includes(period) || period % 60 === 0))
    return period;
  throw invalidValue(
    `The value ${period} for parameter Period is invalid: it must be 1, 5, 10, 20, 30 or a multiple of 60 seconds.`,
  );
}
