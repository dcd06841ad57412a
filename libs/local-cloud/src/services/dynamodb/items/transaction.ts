import type { CancellationReason } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../service.ts';
import type { Database } from '../storage/database.ts';
import { perform, type Write, type Written } from './write.ts';

const NONE: CancellationReason = { Code: 'None' };

function reasonFor(error: AwsError): CancellationReason {
  if (error.code === 'ConditionalCheckFailedException') {
    return { Code: 'ConditionalCheckFailed', Message: error.message, ...error.members };
  }
  return { Code: 'ValidationError', Message: error.message };
}

/** Carries why each action did not pass, in the order of the actions. */
export function transactionCanceled(reasons: readonly CancellationReason[]): AwsError {
  const codes = reasons.map((reason) => reason.Code).join(', ');
  return new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    { members: { CancellationReasons: reasons } },
  );
}

/**
 * All writes or none. Every write is tried, so that the caller learns of all that do not pass and not of the first only.
 * @throws TransactionCanceledException
 */
export function performTogether(database: Database, writes: readonly Write[]): Written[] {
  return database.transaction(() => {
    const reasons: CancellationReason[] = [];
    const written: Written[] = [];
    for (const write of writes) {
      try {
        written.push(perform(write));
        reasons.push(NONE);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        reasons.push(reasonFor(error));
      }
    }
    if (written.length < writes.length) throw transactionCanceled(reasons);
    return written;
  });
}
