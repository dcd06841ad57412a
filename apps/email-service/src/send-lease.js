import { randomUUID } from 'node:crypto';
import { AwsServiceError } from '@phaseline/aws-data-plane';
import { effectKey, expiryOf } from '@phaseline/contracts';
/** Asks for the lease of an event's confirmation for `seconds` seconds from `now` (milliseconds since the epoch). */
export async function leaseSend(dynamodb, table, event, seconds, now = Date.now) {
  const key = { TableName: table, Key: effectKey(event.orderId, 'email-service') };
  const owner = randomUUID();
  const mine = {
    ConditionExpression: 'leaseOwner = :owner',
    ExpressionAttributeValues: { ':owner': { S: owner } },
  };
  const epoch = Math.floor(now() / 1000);
  const taken = await succeeds(
    dynamodb.updateItem({
      ...key,
      UpdateExpression: 'SET leaseOwner = :owner, leaseUntil = :until, eventId = :event, expiresAt = :expiry',
      ConditionExpression:
        'attribute_not_exists(#outcome) AND (attribute_not_exists(leaseUntil) OR leaseUntil <= :now)',
      ExpressionAttributeNames: { '#outcome': 'outcome' },
      ExpressionAttributeValues: {
        ':owner': { S: owner },
        ':now': { N: String(epoch) },
        ':until': { N: String(epoch + seconds) },
        ':event': { S: event.eventId },
        ':expiry': { N: String(expiryOf(event.occurredAt)) },
      },
    }),
  );
  if (!taken) {
    const { Item } = await dynamodb.getItem({ ...key, ConsistentRead: true });
    return Item?.['outcome'] === undefined ? 'busy' : 'sent';
  }
  return {
    done: (messageId) =>
      succeeds(
        dynamodb.updateItem({
          ...key,
          UpdateExpression:
            'SET #outcome = :sent, #at = :at, messageId = :message REMOVE leaseOwner, leaseUntil',
          ExpressionAttributeNames: { '#outcome': 'outcome', '#at': 'at' },
          ConditionExpression: mine.ConditionExpression,
          ExpressionAttributeValues: {
            ...mine.ExpressionAttributeValues,
            ':sent': { S: 'sent' },
            ':at': { S: new Date(now()).toISOString() },
            ':message': { S: messageId ?? 'unknown' },
          },
        }),
      ),
    async release() {
      await succeeds(
        dynamodb.updateItem({ ...key, UpdateExpression: 'REMOVE leaseOwner, leaseUntil', ...mine }),
      );
    },
  };
}
/** False where the condition does not hold. */
async function succeeds(write) {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof AwsServiceError && error.code === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
