import { randomUUID } from 'node:crypto';
import {
  AwsServiceError,
  joinUpdates,
  type DataPlane,
  type JoinedUpdate,
  type JoinSettings,
} from '@phaseline/aws-data-plane';
import { effectKey, expiryOf, type OrderPlaced } from '@phaseline/contracts';

/** The calls this needs of DynamoDB. */
export type LeaseCalls = Pick<DataPlane['dynamodb'], 'updateItem' | 'getItem' | 'transactWriteItems'>;

/** Where leases are kept. What every send writes, its claim and its record, shares calls with those of other sends. */
export interface LeaseTable extends Pick<LeaseCalls, 'updateItem' | 'getItem'> {
  readonly update: JoinedUpdate;
}

/** {@link LeaseTable} over `dynamodb`. One a process: only what goes through the same one can share a call. */
export function leaseTable(dynamodb: LeaseCalls, settings: JoinSettings): LeaseTable {
  return {
    updateItem: (input, options) => dynamodb.updateItem(input, options),
    getItem: (input, options) => dynamodb.getItem(input, options),
    update: joinUpdates(dynamodb, settings),
  };
}

/**
 * The right to send one order's confirmation. SES cannot send "once", so whoever sends must hold the order's EFFECT row
 * while it does; a holder that dies frees it by time.
 */
export interface SendLease {
  /**
   * Since when somebody may have sent it already and not said so, in milliseconds since the epoch: an earlier holder has neither recorded it
   * nor given the lease back. Undefined where nobody can have.
   */
  readonly unsureSince: number | undefined;
  /** Whether there is time left to begin a send: whoever begins one must have its answer before the lease runs out. */
  mayBegin(): boolean;
  /** Holds the lease for its whole time again, from now on. False where it is somebody else's. */
  renew(): Promise<boolean>;
  /**
   * Records that the confirmation is sent, also where the lease has run out: whoever holds it now need not send again on its next try. False
   * where that is recorded already.
   */
  done(messageId: string | undefined): Promise<boolean>;
  /** Gives the lease back where nothing was sent under it, so that the next delivery need not wait. */
  release(): Promise<void>;
}

/** A send begins within this part of its lease; its first renewal has the rest. */
const BEGIN_WITHIN = 6;

/** Somebody else holds the lease, for `seconds` more unless they give it back. */
export interface BusyLease {
  readonly busy: true;
  readonly seconds: number;
}

/** What asking for a lease can find: the lease, that the confirmation is sent already, or that somebody is at it. */
export type LeaseAnswer = SendLease | 'sent' | BusyLease;

/** Nobody has claimed it, or whoever did has surely sent nothing. A repeat of this very claim finds itself; one that comes after a renewal does not take it back. */
const UNCLAIMED =
  'attribute_not_exists(#outcome) AND ((attribute_not_exists(claimedAt) AND attribute_not_exists(leaseUntil)) OR (leaseOwner = :owner AND leaseUntil <= :until))';
/** An earlier claim is over. */
const OVER =
  'attribute_not_exists(#outcome) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now OR (leaseOwner = :owner AND leaseUntil <= :until))';

/**
 * Asks for the lease of an event's confirmation for `seconds` seconds from `now` (milliseconds since the epoch). The lease counts from when
 * it was asked for: its answer may come late. A row that nobody has claimed costs one call; one that somebody has, two more.
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
  const epoch = (): number => Math.floor(now() / 1000);
  const claim = async (condition: string): Promise<boolean> =>
    await dynamodb.update({
      ...key,
      UpdateExpression:
        'SET leaseOwner = :owner, leaseUntil = :until, claimedAt = if_not_exists(claimedAt, :claimed), eventId = :event, expiresAt = :expiry',
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#outcome': 'outcome' },
      ExpressionAttributeValues: {
        ':owner': { S: owner },
        ...(condition === OVER && { ':now': { N: String(epoch()) } }),
        ':until': { N: String(epoch() + seconds) },
        ':claimed': { N: String(now()) },
        ':event': { S: event.eventId },
        ':expiry': { N: String(expiryOf(event.occurredAt)) },
      },
    });
  let askedAt = now();
  let unsureSince: number | undefined;
  if (!(await claim(UNCLAIMED))) {
    const { Item } = await dynamodb.getItem({ ...key, ConsistentRead: true });
    if (Item?.['outcome'] !== undefined) return 'sent';
    const left = Math.max(0, Number(Item?.['leaseUntil']?.N ?? 0) - epoch());
    if (left > 0) return { busy: true, seconds: left };
    askedAt = now();
    // Without a time it was claimed by a version that noted none: then it was after the order.
    unsureSince = Number(Item?.['claimedAt']?.N ?? Date.parse(event.occurredAt));
    // Somebody was faster.
    if (!(await claim(OVER))) return { busy: true, seconds };
  }
  return holdLease({ dynamodb, key, owner, seconds, askedAt, unsureSince, now });
}

interface Held {
  readonly dynamodb: LeaseTable;
  readonly key: { readonly TableName: string; readonly Key: ReturnType<typeof effectKey> };
  readonly owner: string;
  readonly seconds: number;
  readonly askedAt: number;
  readonly unsureSince: number | undefined;
  readonly now: () => number;
}

function holdLease({ dynamodb, key, owner, seconds, askedAt, unsureSince, now }: Held): SendLease {
  const mine = {
    ConditionExpression: 'leaseOwner = :owner',
    ExpressionAttributeValues: { ':owner': { S: owner } },
  };
  return {
    unsureSince,
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
    // A repeat of an applied record only fails its condition.
    done: (messageId) =>
      dynamodb.update({
        ...key,
        UpdateExpression:
          'SET #outcome = :sent, #at = :at, messageId = :message REMOVE leaseOwner, leaseUntil, claimedAt',
        ExpressionAttributeNames: { '#outcome': 'outcome', '#at': 'at' },
        ConditionExpression: 'attribute_not_exists(#outcome)',
        ExpressionAttributeValues: {
          ':sent': { S: 'sent' },
          ':at': { S: new Date(now()).toISOString() },
          ':message': { S: messageId ?? 'unknown' },
        },
      }),
    async release() {
      // What an earlier holder has left unsure stays so: whoever is next must ask again.
      const claimed = unsureSince === undefined ? ', claimedAt' : '';
      await succeeds(
        dynamodb.updateItem({
          ...key,
          UpdateExpression: `REMOVE leaseOwner, leaseUntil${claimed}`,
          ...mine,
        }),
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
