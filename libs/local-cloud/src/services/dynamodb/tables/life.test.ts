import { afterEach, describe, expect, it } from 'vitest';
import { dynamoFixture, type DynamoFixture } from '../testing/fixture.ts';

describe('what time and restarts do to tables', () => {
  let fixture: DynamoFixture | undefined;
  afterEach(async () => fixture?.stop());

  it('deletes expired items in the background, and only those', async () => {
    fixture = await dynamoFixture();
    const { call, clock, put, get } = fixture;
    const seconds = Math.floor(clock.now() / 1000);
    await put({ pk: { S: 'old' }, sk: { S: '1' }, expiresAt: { N: String(seconds + 60) } });
    await put({ pk: { S: 'kept' }, sk: { S: '1' }, expiresAt: { N: String(seconds + 6000) } });
    await put({ pk: { S: 'text' }, sk: { S: '1' }, expiresAt: { S: String(seconds) } });
    const spec = { AttributeName: 'expiresAt', Enabled: true };
    await call('UpdateTimeToLive', { TableName: 'tab', TimeToLiveSpecification: spec });
    expect(await call('DescribeTimeToLive', { TableName: 'tab' })).toEqual({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' },
    });
    await expect(
      call('UpdateTimeToLive', { TableName: 'tab', TimeToLiveSpecification: spec }),
    ).rejects.toThrow(/already enabled/);
    clock.advance(30_000);
    expect(await get('old', '1')).toBeDefined();
    clock.advance(40_000);
    expect(await get('old', '1')).toBeUndefined();
    expect(await get('kept', '1')).toBeDefined();
    expect(await get('text', '1')).toBeDefined();
  });

  it('keeps tables and items over a restart', async () => {
    fixture = await dynamoFixture();
    await fixture.put({ pk: { S: 'a' }, sk: { S: '1' }, b: { B: Uint8Array.of(1, 2) } });
    await fixture.service.stop!();
    fixture = await dynamoFixture(fixture.directory);
    expect(await fixture.get('a', '1')).toMatchObject({ b: { B: Uint8Array.of(1, 2) } });
  });

  it('pages at one megabyte, and every page goes on where the last one ended', async () => {
    fixture = await dynamoFixture();
    const { call, put } = fixture;
    const filler = { S: 'x'.repeat(100_000) };
    for (let n = 0; n < 25; n += 1)
      await put({ pk: { S: 'p' }, sk: { S: String(n).padStart(2, '0') }, filler });
    const pages: number[] = [];
    const seen: string[] = [];
    let start: Awaited<ReturnType<typeof call<'Query'>>>['LastEvaluatedKey'];
    do {
      const page = await call('Query', {
        TableName: 'tab',
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: 'p' } },
        ...(start && { ExclusiveStartKey: start }),
      });
      pages.push(page.Count!);
      seen.push(...page.Items!.map((item) => item.sk!.S!));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    expect(pages).toEqual([10, 10, 5]);
    expect(seen).toEqual(Array.from({ length: 25 }, (_, n) => String(n).padStart(2, '0')));
  });

  it.each([
    ['pk > :p', 'Query key condition not supported'],
    ['sk = :p', 'Query condition missed key schema element: pk'],
    ['pk = :p OR sk = :p', 'Invalid operator used in KeyConditionExpression: OR'],
    ['pk = :p AND elsewhere = :p', 'Query condition missed key schema element: sk'],
    ['pk = :p AND pk = :p', 'one condition per key'],
  ])('does not query by %s', async (KeyConditionExpression, message) => {
    fixture = await dynamoFixture();
    const query = fixture.call('Query', {
      TableName: 'tab',
      KeyConditionExpression,
      ExpressionAttributeValues: { ':p': { S: 'p' } },
    });
    await expect(query).rejects.toThrow(message);
  });

  it('begins_with finds exactly what begins so, whatever the bytes', async () => {
    fixture = await dynamoFixture();
    const { call, put } = fixture;
    const keys = ['a', 'ab', 'ab\u{10FFFF}', 'abc', 'ac', 'b', 'ÿ', 'ÿÿ'];
    for (const sk of keys) await put({ pk: { S: 'p' }, sk: { S: sk } });
    for (const prefix of ['a', 'ab', 'ÿ', 'b', 'z']) {
      const { Items } = await call('Query', {
        TableName: 'tab',
        KeyConditionExpression: 'pk = :p AND begins_with(sk, :s)',
        ExpressionAttributeValues: { ':p': { S: 'p' }, ':s': { S: prefix } },
      });
      expect(new Set(Items?.map((item) => item.sk?.S))).toEqual(
        new Set(keys.filter((key) => key.startsWith(prefix))),
      );
    }
  });

  it('refuses what it does not have instead of ignoring it', async () => {
    fixture = await dynamoFixture();
    const legacy = { TableName: 'tab', Key: { pk: { S: 'a' }, sk: { S: 'b' } }, AttributesToGet: ['x'] };
    await expect(fixture.call('GetItem', legacy)).rejects.toMatchObject({ code: 'NotImplemented' });
    const stream = { TableName: 'tab', StreamSpecification: { StreamEnabled: true } };
    await expect(fixture.call('UpdateTable', stream)).rejects.toMatchObject({ code: 'NotImplemented' });
  });
});
