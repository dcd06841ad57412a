import { randomUUID } from 'node:crypto';
import { AwsServiceError, type DataPlane } from '@phaseline/aws-data-plane';
import { effectKey, expiryOf, type OrderPlaced } from '@phaseline/contracts';

/** The calls this needs of DynamoDB. */
export type LeaseTable = Pick<DataPlane['dynamodb'], 'updateItem' | 'getItem'>;

/**
 * The right to send one order's confirmation. SES cannot send "once", so whoever sends must hold the order's EFFECT row
 * while it does; a holder that dies frees it by time.
 */
export interface SendLease {
  /** Whether there is time left to begin a send: whoever begins one must have its answer before the lease runs out. */
  mayBegin(): boolean;
  /** Holds the lease for its whole time again, from now on. False where it is somebody else's. */
  renew(): Promise<boolean>;
  /**
   * Records that the confirmation is sent, also where the lease has run out: whoever holds it now need not send again on its next try. False
   * where that is recorded already.
   */
  done(messageId: string | undefined): Promise<boolean>;
  /** Gives the lease back after a failed send, so that the next delivery need not wait. */
  release(): Promise<void>;
}

/** The mail is out: giving up on the record would send it again. A repeat of an applied write only fails its condition. */
const PERSISTENT = { idempotent: true, attempts: 8 };

/** A send begins within this part of its lease; its first renewal has the rest. */
const BEGIN_WITHIN = 6;

/** Somebody else holds the lease, for `seconds` more unless they give it back. */
export interface BusyLease {
  readonly busy: true;
  readonly seconds: number;
}

/** What asking for a lease can find: the lease, that the confirmation is sent already, or that somebody is at it. */
export type LeaseAnswer = SendLease | 'sent' | BusyLease;

/**
 * Asks for the lease of an event's confirmation for `seconds` seconds from `now` (milliseconds since the epoch). The lease counts from when
 * it was asked for: its answer may come late.
 */
export async function leaseSend(
  dynamodb: LeaseTable,
  table: string,
  event: OrderPlaced,
  seconds: number,
  now: () => number = Date.now,
): Promise<LeaseAnswer> {
  const key = { TableName: table, Key: effectKey(event.orderId, 'email-service') };
  const owner = randomUUID();
  const mine = {
    ConditionExpression: 'leaseOwner = :owner',
    ExpressionAttributeValues: { ':owner': { S: owner } },
  };
  const askedAt = now();
  const epoch = Math.floor(askedAt / 1000);
  const taken = await succeeds(
    dynamodb.updateItem(
      {
        ...key,
        UpdateExpression:
          'SET leaseOwner = :owner, leaseUntil = :until, eventId = :event, expiresAt = :expiry',
        ConditionExpression:
          'attribute_not_exists(#outcome) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR leaseOwner = :owner)',
        ExpressionAttributeNames: { '#outcome': 'outcome' },
        ExpressionAttributeValues: {
          ':owner': { S: owner },
          ':now': { N: String(epoch) },
          ':until': { N: String(epoch + seconds) },
          ':event': { S: event.eventId },
          ':expiry': { N: String(expiryOf(event.occurredAt)) },
        },
      },
      { idempotent: true },
    ),
  );
  if (!taken) {
    const { Item } = await dynamodb.getItem({ ...key, ConsistentRead: true });
    if (Item?.['outcome'] !== undefined) return 'sent';
    // Given back in the meantime, it names no time: then it is free now.
    return { busy: true, seconds: Math.max(0, Number(Item?.['leaseUntil']?.N ?? epoch) - epoch) };
  }
  return {
    mayBegin: () => now() - askedAt < (seconds * 1000) / BEGIN_WITHIN,
    renew: () =>
      succeeds(
        dynamodb.updateItem(
          {
            ...key,
            UpdateExpression: 'SET leaseUntil = :until',
            ConditionExpression: mine.ConditionExpression,
            ExpressionAttributeValues: {
              ...mine.ExpressionAttributeValues,
              ':until': { N: String(Math.floor(now() / 1000) + seconds) },
            },
          },
          { idempotent: true },
        ),
      ),
    done: (messageId) =>
      succeeds(
        dynamodb.updateItem(
          {
            ...key,
            UpdateExpression:
              'SET #outcome = :sent, #at = :at, messageId = :message REMOVE leaseOwner, leaseUntil',
            ExpressionAttributeNames: { '#outcome': 'outcome', '#at': 'at' },
            ConditionExpression: 'attribute_not_exists(#outcome)',
            ExpressionAttributeValues: {
              ':sent': { S: 'sent' },
              ':at': { S: new Date(now()).toISOString() },
              ':message': { S: messageId ?? 'unknown' },
            },
          },
          PERSISTENT,
        ),
      ),
    async release() {
      await succeeds(
        dynamodb.updateItem({ ...key, UpdateExpression: 'REMOVE leaseOwner, leaseUntil', ...mine }),
      );
    },
  };
}

/** False where the condition does not hold. */
async function succeeds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof AwsServiceError && error.code === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
