import { randomUUID } from 'node:crypto';
import { type AttributeValue, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { parsePhase } from '@phaseline/model';
import type { Clients } from '../aws/clients.ts';
import { isAwsError, orAbsent } from '../aws/errors.ts';
import type { LeaseRecord } from '../switch/lease.ts';

/** The lease's place in the environment's table, apart from all orders. */
const key = { pk: { S: 'phase-switch' }, sk: { S: 'lease' } };

/** Where the lease of one environment is kept. */
export interface LeaseStore {
  /** What is there now; undefined before the first switch. */
  read(): Promise<LeaseRecord | undefined>;
  /** Writes `next` if the table still holds `before`. @returns whether it did */
  write(next: LeaseRecord, before: LeaseRecord | undefined): Promise<boolean>;
}

/** The lease as an item of DynamoDB table `table`, by conditional writes. */
export function createLeaseStore(
  table: string,
  { dynamodb }: Pick<Clients, 'dynamodb'>,
  options: { abortSignal?: AbortSignal } = {},
): LeaseStore {
  const get = async () => {
    const answer = await orAbsent(
      dynamodb.send(new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true }), options),
      // No environment: nobody moves it.
      'ResourceNotFound',
    );
    return answer?.Item;
  };
  return {
    async read() {
      const item = await get();
      return item && fromItem(item);
    },
    async write(next, before) {
      const write = randomUUID();
      try {
        await dynamodb.send(
          new PutItemCommand({
            TableName: table,
            Item: { ...key, ...toItem(next), write: { S: write } },
            ...conditionOf(before),
          }),
          options,
        );
        return true;
      } catch (error) {
        if (!isAwsError(error, 'ConditionalCheckFailed')) throw error;
        // The answer to our own first attempt may have been lost: then what is there is ours.
        return (await get())?.['write']?.S === write;
      }
    },
  };
}

function conditionOf(before: LeaseRecord | undefined) {
  if (!before) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: 'fence = :fence AND expiresAtMs = :expiresAt AND released = :released',
    ExpressionAttributeValues: {
      ':fence': { N: String(before.fence) },
      ':expiresAt': { N: String(before.expiresAt) },
      ':released': { BOOL: before.released },
    },
  };
}

/** `expiresAt` is the table's time to live, by which DynamoDB would delete the lease and its number. */
function toItem(record: LeaseRecord): Record<string, AttributeValue> {
  return {
    holder: { S: record.holder },
    fence: { N: String(record.fence) },
    expiresAtMs: { N: String(record.expiresAt) },
    to: { S: record.to },
    from: { S: JSON.stringify(record.from) },
    released: { BOOL: record.released },
    ...(record.turnedBack === undefined ? {} : { turnedBack: { S: record.turnedBack } }),
  };
}

function fromItem(item: Record<string, AttributeValue>): LeaseRecord {
  return {
    holder: item['holder']?.S ?? 'unknown',
    fence: Number(item['fence']?.N),
    expiresAt: Number(item['expiresAtMs']?.N),
    to: parsePhase(item['to']?.S ?? ''),
    from: JSON.parse(item['from']?.S ?? '{}') as LeaseRecord['from'],
    turnedBack: item['turnedBack']?.S,
    released: item['released']?.BOOL ?? false,
  };
}
