import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTagsOfResourceCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import type { TableResource } from '@phaseline/model';
import { isAwsError, orAbsent } from '../aws/errors.ts';
import { poll } from '../aws/poll.ts';
import { fromTagList, toTagList } from '../aws/tags.ts';
import { type Change, type Kind, type KindScope, touches } from '../engine/kind.ts';

const createSeconds = 300;

/** A DynamoDB table, paid by request. */
export const table: Kind<TableResource> = {
  async read(resource, scope) {
    const { clients, options } = scope;
    const found = await describe(resource, scope);
    if (!found || found.TableStatus === 'DELETING') return undefined;
    const TableName = resource.name;
    const [ttl, backups, tags] = await Promise.all([
      clients.dynamodb.send(new DescribeTimeToLiveCommand({ TableName }), options),
      clients.dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }), options),
      clients.dynamodb.send(new ListTagsOfResourceCommand({ ResourceArn: found.TableArn }), options),
    ]);
    const { TimeToLiveStatus, AttributeName } = ttl.TimeToLiveDescription ?? {};
    const recovery = backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
    return {
      state: {
        keys: keysOf(found),
        timeToLiveAttribute: TimeToLiveStatus?.startsWith('ENABL') ? AttributeName : undefined,
        pointInTimeRecovery: recovery?.PointInTimeRecoveryStatus === 'ENABLED',
      },
      tags: fromTagList(tags.Tags),
      outputs: { arn: found.TableArn ?? '' },
      pending: found.TableStatus === 'CREATING',
    };
  },

  want: ({ partitionKey, sortKey, timeToLiveAttribute, pointInTimeRecovery }) => ({
    keys: `${partitionKey}:HASH:S ${sortKey}:RANGE:S`,
    timeToLiveAttribute,
    pointInTimeRecovery,
  }),

  async apply(resource, { observed, changes }, scope) {
    if (touches(changes, 'keys')) {
      throw new Error(
        `table ${resource.name} is there with other keys (${String(observed?.state['keys'])}), which cannot be changed: ` +
          'move its items to a new table, or choose another environment',
      );
    }
    const arn = observed?.outputs['arn'] ?? (await create(resource, scope));
    // Time to live and backups are refused while the table is being created.
    await waitForActive(resource, scope);
    await put(resource, arn, observed ? changes : undefined, scope);
    return { arn };
  },

  async remove(resource, _observed, scope) {
    const { clients, options, signal } = scope;
    await orAbsent(
      clients.dynamodb.send(new DeleteTableCommand({ TableName: resource.name }), options),
      'ResourceNotFound',
    );
    const what = `table ${resource.name} to be gone`;
    await poll({ what, timeoutSeconds: createSeconds, signal }, async () =>
      (await describe(resource, scope)) ? undefined : true,
    );
  },

  ready: waitForActive,
};

async function describe(
  { name }: TableResource,
  { clients: { dynamodb }, options }: KindScope,
): Promise<TableDescription | undefined> {
  const answer = await orAbsent(
    dynamodb.send(new DescribeTableCommand({ TableName: name }), options),
    'ResourceNotFound',
  );
  return answer?.Table;
}

function keysOf({ KeySchema = [], AttributeDefinitions = [] }: TableDescription): string {
  return KeySchema.map(({ AttributeName, KeyType }) => {
    const type = AttributeDefinitions.find((definition) => definition.AttributeName === AttributeName);
    return `${AttributeName}:${KeyType}:${type?.AttributeType}`;
  }).join(' ');
}

async function create(resource: TableResource, scope: KindScope): Promise<string> {
  const { clients, options } = scope;
  const { name, partitionKey, sortKey, tags } = resource;
  const { TableDescription } = await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [
        { AttributeName: partitionKey, AttributeType: 'S' },
        { AttributeName: sortKey, AttributeType: 'S' },
      ],
      KeySchema: [
        { AttributeName: partitionKey, KeyType: 'HASH' },
        { AttributeName: sortKey, KeyType: 'RANGE' },
      ],
      Tags: toTagList(tags),
    }),
    options,
  );
  return TableDescription?.TableArn ?? '';
}

async function waitForActive(resource: TableResource, scope: KindScope): Promise<void> {
  const what = `table ${resource.name} to be active`;
  await poll({ what, timeoutSeconds: createSeconds, signal: scope.signal }, async () =>
    (await describe(resource, scope))?.TableStatus === 'CREATING' ? undefined : true,
  );
}

/** DynamoDB refuses what is so already, as it is when the answer to a first attempt was lost. */
async function enableTimeToLive(
  TableName: string,
  AttributeName: string,
  { clients: { dynamodb }, options }: KindScope,
): Promise<void> {
  const TimeToLiveSpecification = { AttributeName, Enabled: true };
  try {
    await dynamodb.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }), options);
  } catch (error) {
    if (!isAwsError(error, 'Validation')) throw error;
    const { TimeToLiveDescription: now } = await dynamodb.send(
      new DescribeTimeToLiveCommand({ TableName }),
      options,
    );
    if (!now?.TimeToLiveStatus?.startsWith('ENABL') || now.AttributeName !== AttributeName) throw error;
  }
}

/** Puts right what changed; all of it on a new table. */
async function put(
  resource: TableResource,
  arn: string,
  changes: readonly Change[] | undefined,
  scope: KindScope,
): Promise<void> {
  const { clients, options, signal } = scope;
  const { dynamodb } = clients;
  const { name: TableName, timeToLiveAttribute, pointInTimeRecovery, tags } = resource;
  if (!changes || touches(changes, 'timeToLiveAttribute')) {
    await enableTimeToLive(TableName, timeToLiveAttribute, scope);
  }
  if (changes ? touches(changes, 'pointInTimeRecovery') : pointInTimeRecovery) {
    const command = new UpdateContinuousBackupsCommand({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: pointInTimeRecovery },
    });
    const what = `backups of table ${TableName} to be available`;
    await poll({ what, timeoutSeconds: createSeconds, signal }, async () => {
      try {
        return await dynamodb.send(command, options);
      } catch (error) {
        // For a while after its creation.
        if (isAwsError(error, 'ContinuousBackupsUnavailable')) return undefined;
        throw error;
      }
    });
  }
  if (changes && touches(changes, 'tags')) {
    await dynamodb.send(new TagResourceCommand({ ResourceArn: arn, Tags: toTagList(tags) }), options);
  }
}
