import { startLocalCloud, type LocalCloud } from '@phaseline/local-cloud';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTable } from '../test/create-table.ts';
import { createDataPlane, type DataPlane } from './data-plane.ts';
import { AwsServiceError } from './error.ts';
import { joinUpdates, type UpdateTable } from './join-updates.ts';

let cloud: LocalCloud;
let aws: DataPlane;
let table: string;
/** What was called, with how many updates. */
let calls: string[];
let counted: UpdateTable;

beforeAll(async () => {
  cloud = await startLocalCloud();
  aws = createDataPlane({ environment: cloud.env });
  table = await createTable(cloud);
  counted = {
    updateItem: (input, options) => {
      calls.push('update');
      return aws.dynamodb.updateItem(input, options);
    },
    transactWriteItems: (input, options) => {
      calls.push(`transaction of ${input.TransactItems.length}`);
      return aws.dynamodb.transactWriteItems(input, options);
    },
  };
});

afterAll(async () => {
  await aws?.close();
  await cloud?.stop();
});

beforeEach(() => {
  calls = [];
});

const claim = (name: string) => ({
  TableName: table,
  Key: { pk: { S: name }, sk: { S: 'ROW' } },
  UpdateExpression: 'SET taken = :yes',
  ConditionExpression: 'attribute_not_exists(taken)',
  ExpressionAttributeValues: { ':yes': { BOOL: true } },
});

const conflict = (code: string, members: object) =>
  new AwsServiceError('somebody is at it', {
    service: 'dynamodb',
    operation: 'any',
    code,
    retryable: false,
    throttling: false,
    outcomeUnknown: false,
    members: { ...members },
  });

describe('joinUpdates', () => {
  it('writes one alone as it is, and those of one moment together', async () => {
    const update = joinUpdates(counted, { gatherMs: 5 });
    expect(await update(claim('alone'))).toBe(true);
    expect(await Promise.all(['a', 'b', 'c'].map((name) => update(claim(name))))).toEqual([true, true, true]);
    expect(calls).toEqual(['update', 'transaction of 3']);
  });

  it('tells whose condition does not hold, alone or among others, which are done', async () => {
    const update = joinUpdates(counted, { gatherMs: 5 });
    expect(await update(claim('known'))).toBe(true);
    expect(await update(claim('known'))).toBe(false);
    const results = await Promise.all(['one', 'known', 'two'].map((name) => update(claim(name))));
    expect(results).toEqual([true, false, true]);
    expect(await Promise.all(['one', 'two'].map((name) => update(claim(name))))).toEqual([false, false]);
  });

  it('has one of two updates of the same item that come at once', async () => {
    const update = joinUpdates(counted, { gatherMs: 5 });
    const results = await Promise.all(['twin', 'twin', 'other'].map((name) => update(claim(name))));
    expect(results[0]).not.toBe(results[1]);
    expect(results[2]).toBe(true);
  });

  it('tries again what only met somebody else at its item, by either call', async () => {
    const reasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }];
    const once = [
      conflict('TransactionCanceledException', { CancellationReasons: reasons }),
      conflict('TransactionConflictException', {}),
    ];
    const meeting: UpdateTable = {
      updateItem: async (input, options) => {
        const error = calls.length > 1 ? once.shift() : undefined;
        if (error !== undefined) throw error;
        return await counted.updateItem(input, options);
      },
      transactWriteItems: async (input, options) => {
        calls.push('transaction');
        const error = once.shift();
        if (error !== undefined) throw error;
        return await counted.transactWriteItems(input, options);
      },
    };
    const update = joinUpdates(meeting, { gatherMs: 5 });
    expect(await Promise.all(['met', 'unmet'].map((name) => update(claim(name))))).toEqual([true, true]);
    expect(once).toEqual([]);
  });

  it('rejects with what else is wrong', async () => {
    const update = joinUpdates(counted, { gatherMs: 5 });
    const wrong = { ...claim('wrong'), UpdateExpression: 'NONSENSE' };
    const results = await Promise.allSettled([update(wrong), update(claim('right'))]);
    expect(results).toMatchObject([
      { status: 'rejected', reason: { code: 'ValidationException' } },
      { status: 'fulfilled', value: true },
    ]);
  });
});
