import { AwsError } from '../../service.ts';
import type { Qualified } from './find.ts';
import { findQualified } from './find.ts';
import { invokeFunction, type InvokeOptions } from './invoke.ts';
import type { Lambda } from './records.ts';

/** How long an event is kept when the function is throttled, in milliseconds. */
const LONGEST_AGE = 6 * 3_600_000;

/**
 * An asynchronous invocation: run now, again twice when the function fails, and for six hours while it is throttled.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function invokeLater(lambda: Lambda, target: Qualified, options: InvokeOptions): void {
  const received = lambda.clock.now();
  const { clock, pace } = lambda;
  const attempt = async (failures: number, throttles: number): Promise<void> => {
    if (lambda.stopping.value) return;
    try {
      // The alias may have moved, the function may be gone.
      const now = findQualified(lambda, target.arn);
      const result = await invokeFunction(lambda, now, options);
      const wait = pace.retries[failures];
      if (result.functionError === undefined || wait === undefined) return;
      clock.after(wait, () => void attempt(failures + 1, throttles));
    } catch (error) {
      if (!(error instanceof AwsError) || error.code === 'ResourceNotFoundException') return;
      if (clock.now() - received > LONGEST_AGE) return;
      clock.after(Math.min(1000 * 2 ** throttles, 300_000), () => void attempt(failures, throttles + 1));
    }
  };
  void attempt(0, 0);
}
