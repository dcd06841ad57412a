import { startLocalCloud, type LocalCloud } from '@phaseline/local-cloud';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTable } from '../test/create-table.ts';
import { cancellationReasons } from './cancellation.ts';
import { createDataPlane, type DataPlane } from './data-plane.ts';
import { AwsServiceError } from './error.ts';
import { joinTransactions, type Later, type TransactionTable } from './join-transactions.ts';
import type { Item } from './services/dynamodb-types.ts';

let cloud: LocalCloud;
let aws: DataPlane;
let dynamodb: DataPlane['dynamodb'];
let table: string;
/** Actions of each call. */
let calls: number[];
let counted: TransactionTable;

beforeAll(async () => {
  cloud = await startLocalCloud();
  aws = createDataPlane({ environment: cloud.env });
  dynamodb = aws.dynamodb;
  counted = {
    transactWriteItems: (input) => {
      calls.push(input.TransactItems.length);
      return dynamodb.transactWriteItems(input);
    },
  };
});

afterAll(async () => {
  await aws?.close();
  await cloud?.stop();
});

beforeEach(async () => {
  table = await createTable(cloud);
  calls = [];
});

const key = (pk: string, sk = 'ROW'): Item => ({ pk: { S: pk }, sk: { S: sk } });
/** Two rows, of which the first must be new. */
const claim = (name: string) => [
  { Put: { TableName: table, Item: key(name), ConditionExpression: 'attribute_not_exists(pk)' } },
  { Put: { TableName: table, Item: key(name, 'MORE') } },
];
const exists = async (name: string, sk?: string): Promise<boolean> =>
  (await dynamodb.getItem({ TableName: table, Key: key(name, sk), ConsistentRead: true })).Item !== undefined;

describe('joinTransactions', () => {
  it('writes what comes in one turn of the event loop in one call', async () => {
    const joined = joinTransactions(counted);
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => joined.write(claim(name))));
    expect(calls).toEqual([8]);
    for (const name of ['a', 'b', 'c', 'd']) expect(await exists(name, 'MORE')).toBe(true);
  });

  it('waits for company where it is told to', async () => {
    const waits: number[] = [];
    const later: Later = (ms, work) => {
      waits.push(ms);
      setImmediate(work);
    };
    const joined = joinTransactions(counted, { gatherMs: 5, later });
    await Promise.all(['a', 'b', 'c'].map((name) => joined.write(claim(name))));
    expect(calls).toEqual([6]);
    expect(waits).toEqual([5]);
  });

  it('keeps calls apart where many come, and lets nobody wait who comes alone', async () => {
    const waits: number[] = [];
    const due: (() => void)[] = [];
    const later: Later = (ms, work) => {
      waits.push(ms);
      due.push(work);
    };
    const joined = joinTransactions(counted, { spaceMs: 60_000, later });
    const first = joined.write(claim('first'));
    due.pop()?.();
    const others = ['a', 'b', 'c'].map((name) => joined.write(claim(name)));
    expect(waits).toEqual([0, expect.closeTo(60_000, -4)]);
    // Put off by each that comes, it would never be up at a busy API.
    expect(due).toHaveLength(1);
    due.pop()?.();
    await Promise.all([first, ...others]);
    expect(calls).toEqual([2, 6]);
  });

  it('lets one that is cancelled fail alone, with its own reasons', async () => {
    await dynamodb.putItem({ TableName: table, Item: key('known') });
    const joined = joinTransactions(counted);
    const results = await Promise.allSettled(
      ['first', 'good', 'known', 'fine'].map((name) => joined.write(claim(name))),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    const { reason } = results[2] as PromiseRejectedResult;
    expect(cancellationReasons(reason).map(({ Code }) => Code)).toEqual(['ConditionalCheckFailed', 'None']);
    expect(await exists('known', 'MORE')).toBe(false);
    expect(await exists('fine')).toBe(true);
  });

  it('never has a row twice in one call: of twins the first wins', async () => {
    const joined = joinTransactions(counted);
    const results = await Promise.allSettled(
      ['first', 'twin', 'twin', 'twin'].map((name) => joined.write(claim(name))),
    );
    const reasons = results.flatMap((result) =>
      result.status === 'rejected' ? [cancellationReasons(result.reason).map(({ Code }) => Code)] : [],
    );
    expect(reasons).toEqual([
      ['ConditionalCheckFailed', 'None'],
      ['ConditionalCheckFailed', 'None'],
    ]);
  });

  it('finds out who is at fault where the call itself is refused', async () => {
    const joined = joinTransactions(counted);
    const bad = [{ Put: { TableName: table, Item: { pk: { S: 'no sort key' } } } }];
    const results = await Promise.allSettled([
      joined.write(claim('first')),
      joined.write(claim('good')),
      joined.write(bad),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((results[2] as PromiseRejectedResult).reason).toMatchObject({ code: 'ValidationException' });
  });

  it('waits for no call that does not end, and gives its error to its own', async () => {
    let fail: ((error: Error) => void) | undefined;
    const hanging: TransactionTable = {
      transactWriteItems: (input) =>
        fail === undefined ? new Promise((_, reject) => (fail = reject)) : dynamodb.transactWriteItems(input),
    };
    const joined = joinTransactions(hanging);
    const stuck = joined.write(claim('stuck'));
    await expect.poll(() => fail).toBeDefined();
    await Promise.all([joined.write(claim('a')), joined.write(claim('b'))]);
    const error = new AwsServiceError('no answer', {
      service: 'dynamodb',
      operation: 'TransactWriteItems',
      code: 'UND_ERR_HEADERS_TIMEOUT',
      retryable: true,
      throttling: false,
      outcomeUnknown: true,
      members: {},
    });
    fail?.(error);
    await expect(stuck).rejects.toBe(error);
  });
});
