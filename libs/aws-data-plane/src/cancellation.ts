import { AwsServiceError } from './error.ts';
import type { CancellationReason } from './services/dynamodb-types.ts';

/**
 * The reasons of a cancelled DynamoDB transaction, in the order of its actions. Throws `error` itself when it is
 * anything else.
 */
export function cancellationReasons(error: unknown): readonly CancellationReason[] {
  if (error instanceof AwsServiceError && error.code === 'TransactionCanceledException') {
    return (error.members['CancellationReasons'] ?? []) as readonly CancellationReason[];
  }
  throw error;
}

const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/**
 * Whether a transaction was cancelled only because others were at the same rows, or the table was busy: the same
 * transaction may succeed a little later. Takes what {@link cancellationReasons} gave.
 */
export function isPassingCancellation(reasons: readonly CancellationReason[]): boolean {
  const codes = reasons.map(({ Code }) => Code).filter((code) => code !== 'None');
  return codes.length > 0 && codes.every((code) => PASSING.has(code));
}
