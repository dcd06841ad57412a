import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startLambda, zipOf, type LambdaFixture } from './testing/start-lambda.ts';

let fixture: LambdaFixture;
beforeAll(async () => {
  fixture = await startLambda();
});
afterAll(() => fixture.stop());

it('runs a function from its zip, warm the second time, and logs it', async () => {
  const created = await fixture.create(
    'hello',
    `let count = 0;
     await new Promise((resolve) => setTimeout(resolve, 5));
     export const handler = async (event, context) => {
       console.log('got', event.name);
       return { hello: event.name, count: ++count, id: context.awsRequestId, left: context.getRemainingTimeInMillis() };
     };`,
  );
  expect(created).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating', Version: '$LATEST' });
  const first = await fixture.invoke('hello', { name: 'world' });
  expect(first).toMatchObject({ status: 200, version: '$LATEST', value: { hello: 'world', count: 1 } });
  const { id, left } = first.value as { id: string; left: number };
  expect(left).toBeGreaterThan(0);
  expect(left).toBeLessThanOrEqual(10_000);
  expect(first.log).toContain(`START RequestId: ${id} Version: $LATEST`);
  expect(first.log).toContain(`\t${id}\tINFO\tgot world`);
  expect(first.log).toMatch(
    /REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms/,
  );
  const second = await fixture.invoke('hello', { name: 'you' });
  expect(second.value).toMatchObject({ hello: 'you', count: 2 });
  expect(second.log).not.toContain('Init Duration');
  await vi.waitFor(
    async () => {
      const { events = [] } = await fixture.logs.filterLogEvents({ logGroupName: '/aws/lambda/hello' });
      expect(events.map(({ message = '' }) => message.split(' ')[0])).toEqual(
        expect.arrayContaining(['START', 'END', 'REPORT']),
      );
      expect(events[0]?.logStreamName).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    },
    { timeout: 60_000 },
  );
});

it('gives CommonJS, callbacks on Node.js 22, and what AWS puts into the environment', async () => {
  const source = `exports.run = (event, context, callback) => {
    const { AWS_REGION, AWS_LAMBDA_FUNCTION_NAME, LAMBDA_TASK_ROOT, GREETING, HOME_OF_HOST, AWS_SESSION_TOKEN } = process.env;
    setTimeout(() => callback(null, { AWS_REGION, AWS_LAMBDA_FUNCTION_NAME, GREETING, session: Boolean(AWS_SESSION_TOKEN), here: process.cwd() === LAMBDA_TASK_ROOT }), 1);
  };`;
  await fixture.create('old', '', {
    Runtime: 'nodejs22.x',
    Handler: 'lib/old.run',
    Environment: { Variables: { GREETING: 'hi' } },
    Code: { ZipFile: zipOf({ 'lib/old.js': source }) },
  });
  expect((await fixture.invoke('old')).value).toEqual({
    AWS_REGION: 'us-east-1',
    AWS_LAMBDA_FUNCTION_NAME: 'old',
    GREETING: 'hi',
    session: true,
    here: true,
  });
});

it('an alias may lead to $LATEST, as to a version', async () => {
  await fixture.create('latest', 'export const handler = async () => "here";');
  await fixture.lambda.createAlias({ FunctionName: 'latest', Name: 'live', FunctionVersion: '$LATEST' });
  expect(await fixture.invoke('latest', {}, 'live')).toMatchObject({
    status: 200,
    version: '$LATEST',
    value: 'here',
  });
});
