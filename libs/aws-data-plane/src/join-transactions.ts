import { AwsServiceError } from './error.ts';
import type { TransactWriteItem } from './services/dynamodb-types.ts';
import type { DynamoDbClient } from './services/dynamodb.ts';

/** The call this needs of DynamoDB. */
export type TransactionTable = Pick<DynamoDbClient, 'transactWriteItems'>;

/** Does `work` in `ms` milliseconds. */
export type Later = (ms: number, work: () => void) => void;

/** When {@link joinTransactions} sends what it is given. */
export interface JoinSettings {
  /** Everything waits this long for company, in milliseconds. */
  readonly gatherMs?: number;
  /** Without `gatherMs`: calls begin this far apart, in milliseconds, so that only where many come anybody waits. Default 0. */
  readonly spaceMs?: number;
  /** Default: a timer. */
  readonly later?: Later;
}

/** Small transactions of many requests, written in few calls. */
export interface JoinedTransactions {
  /**
   * Writes all of `actions` or none. Rejects as a transaction of these alone would: with its cancellation reasons, or with what has
   * kept the call from being answered.
   */
  write(actions: readonly TransactWriteItem[]): Promise<void>;
}

interface Waiting {
  readonly actions: readonly TransactWriteItem[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** DynamoDB takes 100 actions and 4 MB a transaction; a request's body has up to 64 KB. */
const MOST_ACTIONS = 50;

/** {@link Later} by the clock; at once is at the end of this turn of the event loop. */
export const byTimer: Later = (ms, work) => {
  if (ms > 0) setTimeout(work, ms);
  else setImmediate(work);
};

/**
 * Transactions of one turn of the event loop share a call, and those that come until the next call may begin. Nobody notices but by the time it
 * takes: one that is cancelled takes none of the others with it.
 */
export function joinTransactions(
  dynamodb: TransactionTable,
  { gatherMs, spaceMs = 0, later = byTimer }: JoinSettings = {},
): JoinedTransactions {
  let waiting: Waiting[] = [];
  let isDue = false;
  let lastAt = -Infinity;

  function release(): void {
    isDue = false;
    lastAt = performance.now();
    while (waiting.length > 0) void commit(takeGroup());
  }

  /** From the front, as many as fit one call: a row may be in it once. */
  function takeGroup(): Waiting[] {
    const group: Waiting[] = [];
    const rows = new Set<string>();
    let actions = 0;
    for (const one of waiting) {
      const own = one.actions.map(rowOf);
      actions += own.length;
      if (group.length > 0 && (actions > MOST_ACTIONS || own.some((row) => rows.has(row)))) break;
      for (const row of own) rows.add(row);
      group.push(one);
    }
    waiting = waiting.slice(group.length);
    return group;
  }

  async function commit(group: readonly Waiting[]): Promise<void> {
    if (group.length === 0) return;
    try {
      await dynamodb.transactWriteItems({ TransactItems: group.flatMap(({ actions }) => actions) });
      for (const { resolve } of group) resolve();
    } catch (error) {
      if (group.length === 1 || !(error instanceof AwsServiceError) || error.retryable) {
        for (const { reject } of group) reject(error);
      } else if (error.code === 'TransactionCanceledException') await commit(rejectCancelled(group, error));
      // The call itself is refused: whose fault it is shows when each is tried alone.
      else for (const one of group) await commit([one]);
    }
  }

  return {
    write: (actions) =>
      new Promise((resolve, reject) => {
        waiting.push({ actions, resolve, reject });
        if (isDue) return;
        isDue = true;
        later(gatherMs ?? Math.max(0, lastAt + spaceMs - performance.now()), release);
      }),
  };
}

/** Rejects those that have a reason of their own, and gives back the others. */
function rejectCancelled(group: readonly Waiting[], error: AwsServiceError): readonly Waiting[] {
  const reasons = (error.members['CancellationReasons'] ?? []) as readonly { readonly Code?: string }[];
  let from = 0;
  const others = group.filter(({ actions, reject }) => {
    const own = reasons.slice(from, (from += actions.length));
    if (own.every(({ Code }) => Code === 'None')) return true;
    const { service, operation, code, statusCode, requestId, retryable, throttling, outcomeUnknown } = error;
    const fields = { service, operation, code, statusCode, requestId, retryable, throttling, outcomeUnknown };
    const detail = `Transaction cancelled [${own.map(({ Code }) => Code).join(', ')}]`;
    reject(new AwsServiceError(detail, { ...fields, members: { CancellationReasons: own } }, error));
    return false;
  });
  if (others.length < group.length) return others;
  // Cancelled for no reason that anybody has: none is left to be tried for ever.
  for (const { reject } of others) reject(error);
  return [];
}

/** Which row an action is about. */
function rowOf({ Put, Update, Delete, ConditionCheck }: TransactWriteItem): string {
  const { pk, sk } = Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key ?? {};
  return `${pk?.S} ${sk?.S}`;
}
