import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../clock.ts';
import { createTaskNetwork } from '../../network.ts';
import { parsePattern } from './filter/parse-pattern.ts';
import { createLogsService, type LogsService } from './service.ts';

const HOUR = 3_600_000;
const context = {} as never;

function startLogs() {
  const clock = createManualClock();
  const environment = {
    account: '000000000000',
    region: 'us-east-1',
    origin: () => '',
    network: createTaskNetwork(),
    directory: '',
    contextFor: () => context,
  };
  const logs = createLogsService(environment, { clock });
  return { clock, logs, ...logs.operations };
}

async function withStream() {
  const started = startLogs();
  await started.CreateLogGroup({ logGroupName: 'g' }, context);
  await started.CreateLogStream({ logGroupName: 'g', logStreamName: 's' }, context);
  return started;
}

const names = { logGroupName: 'g', logStreamName: 's' };
const messages = async (operations: LogsService['operations'], input: object) =>
  ((await operations.FilterLogEvents({ logGroupName: 'g', ...input }, context)).events ?? []).map(
    ({ message }) => message,
  );

describe('events', () => {
  it('are read from either end until the token stays the same', async () => {
    const { clock, logs, GetLogEvents } = await withStream();
    const now = clock.now();
    logs.ingest(
      'g',
      's',
      [1, 2, 3, 4, 5].map((n) => ({ timestamp: now + n, message: String(n) })),
    );
    const read = async (input: object) => {
      const answer = await GetLogEvents({ ...names, limit: 2, ...input }, context);
      return { ...answer, texts: (answer.events ?? []).map(({ message }) => message) };
    };
    const first = await read({ startFromHead: true });
    const second = await read({ nextToken: first.nextForwardToken });
    const third = await read({ nextToken: second.nextForwardToken });
    expect([first.texts, second.texts, third.texts]).toEqual([['1', '2'], ['3', '4'], ['5']]);
    const end = await read({ nextToken: third.nextForwardToken });
    expect(end).toMatchObject({ texts: [], nextForwardToken: third.nextForwardToken });
    const newest = await read({});
    expect(newest.texts).toEqual(['4', '5']);
    expect((await read({ nextToken: newest.nextBackwardToken })).texts).toEqual(['2', '3']);
    logs.ingest('g', 's', [{ timestamp: now + 6, message: '6' }]);
    expect((await read({ nextToken: end.nextForwardToken })).texts).toEqual(['6']);
  });

  it('come back whole and in order, however they were put and paged', async () => {
    const batch = fc.array(fc.record({ timestamp: fc.nat(50), message: fc.string({ minLength: 1 }) }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(batch, { maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        async (batches, limit) => {
          const { clock, logs, GetLogEvents } = await withStream();
          const base = clock.now();
          const put = batches.map((events) =>
            events.map(({ timestamp, message }) => ({ timestamp: base + timestamp, message })),
          );
          for (const events of put) logs.ingest('g', 's', events);
          const found: (number | undefined)[] = [];
          let nextToken: string | undefined;
          for (;;) {
            const answer = await GetLogEvents({ ...names, startFromHead: true, limit, nextToken }, context);
            found.push(...(answer.events ?? []).map(({ timestamp }) => timestamp));
            if (answer.nextForwardToken === nextToken || answer.events?.length === 0) break;
            nextToken = answer.nextForwardToken;
          }
          expect(found).toEqual(
            put
              .flat()
              .map(({ timestamp }) => timestamp)
              .sort((a, b) => a - b),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('expire with the retention of their group', async () => {
    const { clock, logs, PutRetentionPolicy, PutLogEvents } = await withStream();
    logs.ingest('g', 's', [{ timestamp: clock.now(), message: 'old' }]);
    clock.advance(25 * HOUR);
    logs.ingest('g', 's', [{ timestamp: clock.now(), message: 'new' }]);
    expect(await messages(logs.operations, {})).toEqual(['old', 'new']);
    await PutRetentionPolicy({ logGroupName: 'g', retentionInDays: 1 }, context);
    expect(await messages(logs.operations, {})).toEqual(['new']);
    clock.advance(24 * HOUR + 1);
    expect(await messages(logs.operations, {})).toEqual([]);
    const late = [clock.now() - 30 * HOUR, clock.now() - 12 * HOUR].map((timestamp) => ({
      timestamp,
      message: 'm',
    }));
    const { rejectedLogEventsInfo } = await PutLogEvents({ ...names, logEvents: late }, context);
    expect(rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
    expect(() => PutRetentionPolicy({ logGroupName: 'g', retentionInDays: 2 }, context)).toThrow(
      'retentionInDays',
    );
  });

  it.each([
    ['out of order', [2, 1], 'chronological'],
    ['none at all', [], '1 to 10000'],
    ['more than a day', [0, 25 * HOUR], '24 hours'],
  ])('are refused: %s', async (_what, offsets, message) => {
    const { clock, PutLogEvents } = await withStream();
    const logEvents = offsets.map((offset) => ({ timestamp: clock.now() + offset, message: 'm' }));
    expect(() => PutLogEvents({ ...names, logEvents }, context)).toThrow(message);
  });

  it('of several streams are filtered together, page by page', async () => {
    const { clock, logs, FilterLogEvents } = await withStream();
    logs.ingest('g', 'a', [
      { timestamp: clock.now() + 1, message: 'error 1' },
      { timestamp: clock.now() + 3, message: 'fine' },
    ]);
    logs.ingest('g', 'b', [{ timestamp: clock.now() + 2, message: 'error 2' }]);
    const first = await FilterLogEvents({ logGroupName: 'g', filterPattern: 'error', limit: 1 }, context);
    expect(first.events).toMatchObject([{ message: 'error 1', logStreamName: 'a' }]);
    const second = await FilterLogEvents(
      { logGroupName: 'g', filterPattern: 'error', nextToken: first.nextToken },
      context,
    );
    expect(second.events).toMatchObject([{ message: 'error 2', logStreamName: 'b' }]);
    expect(second.nextToken).toBeUndefined();
    expect(await messages(logs.operations, { logStreamNames: ['a'] })).toEqual(['error 1', 'fine']);
  });
});

describe('a filter pattern', () => {
  const json = '{"level":"error","status":503,"user":{"id":null},"tags":["x","y"],"ok":true}';
  it.each([
    ['', 'anything', true],
    ['ERROR timeout', 'a timeout ERROR', true],
    ['ERROR timeout', 'an ERROR', false],
    ['ERROR -debug', 'ERROR debug', false],
    ['?WARN ?ERROR', 'a WARN', true],
    ['"not found"', 'it was not found', true],
    ['%5\\d\\d%', 'status 503', true],
    ['{ $.level = "error" }', json, true],
    ['{ $.level = error }', json, true],
    ['{ $.level = "err*" }', json, true],
    ['{ $.level != "error" }', json, false],
    ['{ $.status >= 500 && $.ok IS TRUE }', json, true],
    ['{ ($.status < 500 || $.tags[1] = "y") && $.user.id IS NULL }', json, true],
    ['{ $.missing NOT EXISTS }', json, true],
    ['{ $.missing = "x" }', json, false],
    ['{ $.level = "error" }', 'level error', false],
    // The same value, written in another way.
    ['{ $.level = "error" }', String.raw`{"level":"\u0065rror"}`, true],
    ['{ $.status = "10" }', '{"status":1e1}', true],
    ['{ $.other = "error" }', '{"level":"error"}', false],
    ['{ $.level = "x" || $.other = "y" }', '{"other":"y"}', true],
  ])('%s on %s', (pattern, message, expected) => {
    expect(parsePattern(pattern)(message)).toBe(expected);
  });

  it.each(['{ $.a = }', '{ $.a ~ 1 }', '{ a = 1 }', '{ $.a > x }', '[a, b]', '{ $.a = 1', 'a&b', '%(%'])(
    'refuses %s',
    (pattern) => {
      expect(() => parsePattern(pattern)).toThrow('Invalid filter pattern');
    },
  );
});
