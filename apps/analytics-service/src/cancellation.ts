import { AwsServiceError } from '@phaseline/aws-data-plane';
import type { Row } from '@phaseline/contracts';

/** Why one action of a cancelled transaction failed; `None` for an action that did not. */
export interface CancellationReason {
  readonly Code?: string;
  /** The row as it was, where the action asked for it. */
  readonly Item?: Row;
}

/** The reasons of a cancelled transaction, in the order of its actions. Throws any other error on. */
export function cancellationReasons(error: unknown): readonly CancellationReason[] {
  if (error instanceof AwsServiceError && error.code === 'TransactionCanceledException') {
    return (error.members['CancellationReasons'] ?? []) as CancellationReason[];
  }
  throw error;
}

const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

/** Whether a transaction was cancelled only because others were at the same rows, or the table was busy. */
export function isConflict(error: unknown): boolean {
  const codes = cancellationReasons(error).flatMap(({ Code }) => (Code === undefined || Code === 'None' ? [] : [Code]));
  return codes.length > 0 && codes.every((code) => PASSING.has(code));
}
