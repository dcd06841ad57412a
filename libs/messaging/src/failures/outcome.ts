import { PermanentFailure, RetryLater } from './failures.ts';

/** What became of a message. `permanent`: trying again is pointless. `retrySeconds`: when it makes sense again, where that is known. */
export type Outcome =
  | { readonly status: 'done' }
  | {
      readonly status: 'failed';
      readonly error: Error;
      readonly permanent: boolean;
      readonly retrySeconds?: number;
    };

/** The one successful outcome. */
export const DONE: Outcome = { status: 'done' };

/** The outcome behind anything that was thrown. */
export function failed(thrown: unknown): Outcome {
  const error = asError(thrown);
  return {
    status: 'failed',
    error,
    permanent: error instanceof PermanentFailure,
    ...(error instanceof RetryLater && { retrySeconds: error.seconds }),
  };
}

/** Nest's default filter turns errors into `{status, message}` objects; handlers may throw anything. */
function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  const message =
    typeof thrown === 'object' && thrown !== null && 'message' in thrown
      ? String(thrown.message)
      : String(thrown);
  return new Error(message, { cause: thrown });
}
