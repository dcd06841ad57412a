import type { QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { failure, startClients } from '../../sqs/testing/cloud.ts';

describe('DynamoDB with the real SDK', () => {
  let aws: Awaited<ReturnType<typeof startClients>>;
  const TableName = 'orders';
  beforeAll(async () => {
    aws = await startClients();
    await aws.dynamodb.createTable({
      TableName,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'n', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'n', AttributeType: 'N' },
        { AttributeName: 'status', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-status',
          KeySchema: [
            { AttributeName: 'status', KeyType: 'HASH' },
            { AttributeName: 'n', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
      BillingMode: 'PAY_PER_REQUEST',
      Tags: [{ Key: 'system', Value: 'x' }],
    });
    await vi.waitUntil(
      async () => (await aws.dynamodb.describeTable({ TableName })).Table?.TableStatus === 'ACTIVE',
      { timeout: 60_000 },
    );
  });
  afterAll(() => aws.stop());
  const key = (pk: string, n: number) => ({ pk: { S: pk }, n: { N: String(n) } });

  it('creates a table that takes no items before it is ACTIVE', async () => {
    const input = {
      TableName: 'young',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' as const }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' as const }],
      BillingMode: 'PAY_PER_REQUEST' as const,
    };
    const { TableDescription } = await aws.dynamodb.createTable(input);
    expect(TableDescription?.TableStatus).toBe('CREATING');
    const early = aws.dynamodb.putItem({ TableName: 'young', Item: { pk: { S: 'a' } } });
    expect(await failure(early)).toMatchObject({ name: 'ResourceNotFoundException', status: 400 });
    expect(await failure(aws.dynamodb.createTable(input))).toMatchObject({ name: 'ResourceInUseException' });
    expect(await failure(aws.dynamodb.deleteTable({ TableName: 'young' }))).toMatchObject({
      name: 'ResourceInUseException',
    });
  });

  it('keeps every type as it was sent', async () => {
    const Item = {
      ...key('types', 1),
      b: { B: Uint8Array.of(0, 255) },
      bs: { BS: [Uint8Array.of(1), Uint8Array.of(2)] },
      bool: { BOOL: false },
      nothing: { NULL: true },
      ss: { SS: ['a', 'b'] },
      ns: { NS: ['1', '2.5'] },
      l: { L: [{ S: '' }, { M: { deep: { L: [{ N: '-1' }] } } }] },
      m: { M: { 'with space': { S: 'ü' } } },
    };
    await aws.dynamodb.putItem({ TableName, Item });
    expect((await aws.dynamodb.getItem({ TableName, Key: key('types', 1) })).Item).toEqual(Item);
    const projected = await aws.dynamodb.getItem({
      TableName,
      Key: key('types', 1),
      ProjectionExpression: 'm.#w, l[1].deep[0], absent',
      ExpressionAttributeNames: { '#w': 'with space' },
    });
    expect(projected.Item).toEqual({ m: Item.m, l: { L: [{ M: { deep: { L: [{ N: '-1' }] } } }] } });
  });

  it('queries in number order, both ways, page by page', async () => {
    for (const n of [10, -2, 9, 0.5, 100]) await aws.dynamodb.putItem({ TableName, Item: key('sorted', n) });
    const query = async (extra: object) => {
      const found: number[] = [];
      let ExclusiveStartKey;
      do {
        const page: QueryCommandOutput = await aws.dynamodb.query({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'sorted' } },
          Limit: 2,
          ...(ExclusiveStartKey && { ExclusiveStartKey }),
          ...extra,
        });
        found.push(...page.Items!.map((item) => Number(item.n!.N)));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return found;
    };
    expect(await query({})).toEqual([-2, 0.5, 9, 10, 100]);
    expect(await query({ ScanIndexForward: false })).toEqual([100, 10, 9, 0.5, -2]);
    const between = {
      KeyConditionExpression: 'pk = :pk AND n BETWEEN :a AND :b',
      ExpressionAttributeValues: { ':pk': { S: 'sorted' }, ':a': { N: '0.5' }, ':b': { N: '10' } },
    };
    expect(await query(between)).toEqual([0.5, 9, 10]);
  });

  it('finds items by an index, for as long as they have its attributes', async () => {
    const found = async () => {
      const { Items } = await aws.dynamodb.query({
        TableName,
        IndexName: 'by-status',
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: { ':s': { S: 'open' } },
      });
      return Items;
    };
    await aws.dynamodb.putItem({
      TableName,
      Item: { ...key('o1', 1), status: { S: 'open' }, x: { S: 'y' } },
    });
    expect(await found()).toEqual([{ ...key('o1', 1), status: { S: 'open' } }]);
    await aws.dynamodb.updateItem({
      TableName,
      Key: key('o1', 1),
      UpdateExpression: 'REMOVE #s',
      ExpressionAttributeNames: { '#s': 'status' },
    });
    expect(await found()).toEqual([]);
    const wrong = aws.dynamodb.putItem({ TableName, Item: { ...key('o2', 1), status: { N: '1' } } });
    expect(await failure(wrong)).toMatchObject({
      message: expect.stringContaining('IndexName: by-status') as string,
    });
  });

  it('reads and writes in batches', async () => {
    const items = Array.from({ length: 25 }, (_, n) => key('batch', n));
    await aws.dynamodb.batchWriteItem({
      RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) },
    });
    const { Responses } = await aws.dynamodb.batchGetItem({ RequestItems: { [TableName]: { Keys: items } } });
    expect(Responses?.[TableName]).toHaveLength(25);
    const tooMany = [...items, key('batch', 99)].map((Item) => ({ PutRequest: { Item } }));
    expect(
      await failure(aws.dynamodb.batchWriteItem({ RequestItems: { [TableName]: tooMany } })),
    ).toMatchObject({
      name: 'ValidationException',
    });
    const twice = { [TableName]: { Keys: [key('batch', 1), key('batch', 1)] } };
    expect(await failure(aws.dynamodb.batchGetItem({ RequestItems: twice }))).toMatchObject({
      message: 'Provided list of item keys contains duplicates',
    });
  });

  it('scans everything, once, also in segments', async () => {
    const scan = async (extra: object) =>
      (await aws.dynamodb.scan({ TableName, Select: 'COUNT', ...extra })).Count!;
    const all = await scan({});
    const segments = await Promise.all([0, 1, 2].map((Segment) => scan({ Segment, TotalSegments: 3 })));
    expect(segments.reduce((sum, count) => sum + count)).toBe(all);
  });

  it('cancels a transaction with a reason for each action, in their order', async () => {
    await aws.dynamodb.putItem({ TableName, Item: { ...key('stock', 1), left: { N: '3' } } });
    const take = (units: string) => ({
      Update: {
        TableName,
        Key: key('stock', 1),
        UpdateExpression: 'SET #l = #l - :u',
        ConditionExpression: '#l >= :u',
        ExpressionAttributeNames: { '#l': 'left' },
        ExpressionAttributeValues: { ':u': { N: units } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      },
    });
    const record = (pk: string) => ({
      Put: { TableName, Item: key(pk, 1), ConditionExpression: 'attribute_not_exists(pk)' },
    });
    await aws.dynamodb.transactWriteItems({ TransactItems: [record('order-1'), take('2')] });
    const cancelled = aws.dynamodb.transactWriteItems({
      TransactItems: [record('order-2'), take('2'), record('order-1')],
    });
    await expect(cancelled).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { left: { N: '1' } } },
        { Code: 'ConditionalCheckFailed' },
      ],
    });
    const { Responses } = await aws.dynamodb.transactGetItems({
      TransactItems: ['stock', 'order-2'].map((pk) => ({ Get: { TableName, Key: key(pk, 1) } })),
    });
    expect(Responses).toEqual([{ Item: { ...key('stock', 1), left: { N: '1' } } }, {}]);
  });

  it('does a transaction with a token once', async () => {
    const input = (by: string) => ({
      ClientRequestToken: 'token-1',
      TransactItems: [
        {
          Update: {
            TableName,
            Key: key('counter', 1),
            UpdateExpression: 'ADD c :by',
            ExpressionAttributeValues: { ':by': { N: by } },
          },
        },
      ],
    });
    await aws.dynamodb.transactWriteItems(input('1'));
    await aws.dynamodb.transactWriteItems(input('1'));
    expect((await aws.dynamodb.getItem({ TableName, Key: key('counter', 1) })).Item?.c).toEqual({ N: '1' });
    expect(await failure(aws.dynamodb.transactWriteItems(input('2')))).toMatchObject({
      name: 'IdempotentParameterMismatchException',
    });
  });

  it('shows the item that a condition failed on', async () => {
    await aws.dynamodb.putItem({ TableName, Item: { ...key('held', 1), by: { S: 'me' } } });
    const call = aws.dynamodb.putItem({
      TableName,
      Item: key('held', 1),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(call).rejects.toMatchObject({
      name: 'ConditionalCheckFailedException',
      Item: { by: { S: 'me' } },
    });
  });

  it.each([
    [{ pk: { S: 'x' } }, /Missing the key n in the item/],
    [{ pk: { N: '1' }, n: { N: '1' } }, /Type mismatch for key pk expected: S actual: N/],
    [{ pk: { S: '' }, n: { N: '1' } }, /cannot contain an empty string value. Key: pk/],
    [{ ...key('x', 1), s: { SS: [] } }, /may not be empty/],
    [{ ...key('x', 1), s: { SS: ['a', 'a'] } }, /contains duplicates/],
    [{ ...key('x', 1), s: { NS: ['1', '1.0'] } }, /contains duplicates/],
    [{ ...key('x', 1), s: { S: 'x'.repeat(410_000) } }, /Item size has exceeded/],
    [{ ...key('x', 1), s: { N: '1e200' } }, /overflow/],
    [{ pk: { S: 'x'.repeat(2049) }, n: { N: '1' } }, /Size of hashkey/],
  ])('refuses items that no table takes (%#)', async (Item, message) => {
    const { name, message: said } = await failure(aws.dynamodb.putItem({ TableName, Item }));
    expect([name, said]).toEqual(['ValidationException', expect.stringMatching(message)]);
  });

  it('describes, protects, tags and deletes tables', async () => {
    const { Table } = await aws.dynamodb.describeTable({ TableName });
    expect(Table).toMatchObject({ BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' }, TableName });
    expect(Table?.GlobalSecondaryIndexes).toMatchObject([{ IndexName: 'by-status', IndexStatus: 'ACTIVE' }]);
    const ResourceArn = Table!.TableArn!;
    await aws.dynamodb.tagResource({ ResourceArn, Tags: [{ Key: 'a', Value: 'b' }] });
    await aws.dynamodb.untagResource({ ResourceArn, TagKeys: ['system'] });
    expect((await aws.dynamodb.listTagsOfResource({ ResourceArn })).Tags).toEqual([{ Key: 'a', Value: 'b' }]);
    await aws.dynamodb.updateContinuousBackups({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(await aws.dynamodb.describeContinuousBackups({ TableName })).toMatchObject({
      ContinuousBackupsDescription: {
        PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED' },
      },
    });
    await aws.dynamodb.updateTable({ TableName, DeletionProtectionEnabled: true });
    expect(await failure(aws.dynamodb.deleteTable({ TableName }))).toMatchObject({
      name: 'ValidationException',
    });
    await aws.dynamodb.updateTable({ TableName, DeletionProtectionEnabled: false });
    expect((await aws.dynamodb.deleteTable({ TableName })).TableDescription?.TableStatus).toBe('DELETING');
    await expect.poll(async () => (await aws.dynamodb.listTables({})).TableNames).toEqual(['young']);
    expect(await failure(aws.dynamodb.describeTable({ TableName }))).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Requested resource not found: Table: orders not found',
    });
  });
});
