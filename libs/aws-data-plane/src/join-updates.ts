import { isPassingCancellation } from './cancellation.ts';
import { AwsServiceError } from './error.ts';
import { byTimer, joinTransactions, type JoinSettings } from './join-transactions.ts';
import type { CancellationReason, TransactWriteItem } from './services/dynamodb-types.ts';
import type { DynamoDbClient } from './services/dynamodb.ts';

/** The calls this needs of DynamoDB. */
export type UpdateTable = Pick<DynamoDbClient, 'transactWriteItems' | 'updateItem'>;

/** Updates one item. False where its condition does not hold; rejects with what else keeps it from being done. */
export type JoinedUpdate = (update: NonNullable<TransactWriteItem['Update']>) => Promise<boolean>;

/** Tries of an update that others' writes of the same item get in the way of. */
const TRIES = 5;
const PAUSE_MS = 20;

/**
 * Updates that do no harm when they are done twice, those of one moment by one call: a transaction that none of them fails for the others. One
 * without company is a plain UpdateItem, which costs half as many write units.
 */
export function joinUpdates(dynamodb: UpdateTable, settings: JoinSettings = {}): JoinedUpdate {
  const { later = byTimer } = settings;
  const joined = joinTransactions(
    {
      async transactWriteItems(input, options) {
        const [only, ...more] = input.TransactItems;
        if (only?.Update === undefined || more.length > 0)
          return await dynamodb.transactWriteItems(input, options);
        await dynamodb.updateItem(only.Update, { ...options, idempotent: true });
        return {};
      },
    },
    settings,
  );

  return async (update) => {
    for (let tried = 1; ; tried++) {
      try {
        await joined.write([{ Update: update }]);
        return true;
      } catch (error) {
        const [reason] = reasonsOf(error);
        if (reason?.Code === 'ConditionalCheckFailed') return false;
        if (tried === TRIES || reason === undefined || !isPassingCancellation([reason])) throw error;
        const pause = Math.random() * PAUSE_MS * 2 ** tried;
        await new Promise<void>((resolve) => later(pause, resolve));
      }
    }
  };
}

/** Why an update was not done, by whichever of the two calls. None where DynamoDB did not decide on it. */
function reasonsOf(error: unknown): readonly CancellationReason[] {
  if (!(error instanceof AwsServiceError)) return [];
  if (error.code === 'ConditionalCheckFailedException') return [{ Code: 'ConditionalCheckFailed' }];
  if (error.code === 'TransactionConflictException') return [{ Code: 'TransactionConflict' }];
  return (error.members['CancellationReasons'] ?? []) as readonly CancellationReason[];
}
