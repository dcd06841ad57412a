import { AwsServiceError } from '@phaseline/aws-data-plane';
/** The reasons of a cancelled transaction, in the order of its actions. Throws any other error on. */
export function cancellationReasons(error) {
  if (error instanceof AwsServiceError && error.code === 'TransactionCanceledException') {
    return error.members['CancellationReasons'] ?? [];
  }
  throw error;
}
const PASSING = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);
/** Whether a transaction was cancelled only because others were at the same rows, or the table was busy. */
export function isConflict(error) {
  const codes = cancellationReasons(error).flatMap(({ Code }) =>
    Code === undefined || Code === 'None' ? [] : [Code],
  );
  return codes.length > 0 && codes.every((code) => PASSING.has(code));
}
