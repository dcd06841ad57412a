import {
  GetAliasCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListEventSourceMappingsCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { desiredResources } from '@phaseline/model';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ReconcileEvent } from '../context.ts';
import { apply } from '../engine/apply.ts';
import { observe } from '../engine/observe.ts';
import { createEngineScope } from '../engine/scope.ts';
import { startCloud, type TestCloud } from '../testing/start-cloud.ts';
import { zipOf } from '../testing/zip.ts';
import { type PublishLambdaRequest, publishLambda } from './publish-lambda.ts';
import { directUploadLimit } from './release-function.ts';

const environment = 'pub';
const FunctionName = 'pub-email-lambda';
let aws: TestCloud;
let events: ReconcileEvent[] = [];
const context = () => ({ clients: aws.clients, report: (event: ReconcileEvent) => void events.push(event) });

const zip = (answer: string) =>
  zipOf('handler.mjs', `export const handler = async () => (${JSON.stringify(answer)});\n`);
const request: PublishLambdaRequest = {
  environment,
  component: 'email-service',
  zip: zip('one'),
  emailFrom: 'orders@example.com',
  functionSettings: {
    FunctionName: 'email-lambda',
    Role: 'email-lambda-role',
    Runtime: 'nodejs24.x',
    Handler: 'handler.handler',
    Architectures: ['arm64'],
    MemorySize: 256,
    Timeout: 10,
    Environment: { Variables: { QUEUE_URL: '${QUEUE_URL}', TABLE_NAME: '${PREFIX}order-system' } },
    EventSourceMapping: { BatchSize: 5, ScalingConfig: { MaximumConcurrency: 2 } },
  },
};
const publish = async (change: Partial<PublishLambdaRequest> = {}) =>
  await aws.callsDuring(async () => await publishLambda({ ...request, ...change }, context()));
const settled = async () =>
  await vi.waitFor(
    async () => {
      const found = await aws.clients.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      expect(found.LastUpdateStatus).toBe('Successful');
      return found;
    },
    { timeout: 60_000 },
  );

/** What publishing needs: the queue and the role. */
async function provisionEmail(): Promise<void> {
  const scope = await createEngineScope({ clients: aws.clients });
  const needed = desiredResources({
    ...scope.place,
    phase: 'serverless',
    environment,
    emailFrom: 'orders@example.com',
  }).filter(({ kind, component }) => component === 'email-service' && /^(queue|role|rolePolicy)$/.test(kind));
  await apply(needed, await observe(needed, scope), scope);
}

beforeAll(async () => {
  aws = await startCloud();
});
afterAll(async () => {
  await aws.stop();
});
beforeEach(() => {
  events = [];
});

it('says what is missing before anything is provisioned, and writes nothing', async () => {
  const { result, writes } = await aws.callsDuring(
    async () => await publishLambda(request, context()).catch(String),
  );
  expect(result).toMatch(/pub-email-service-queue.* is not there: provision the environment first/);
  expect(writes).toEqual([]);
});

it('says how a function is created whose zip is too large to be sent', async () => {
  await provisionEmail();
  const large = { ...request, zip: Buffer.alloc(directUploadLimit + 1) };
  const { result, writes } = await aws.callsDuring(
    async () => await publishLambda(large, context()).catch(String),
  );
  expect(result).toMatch(
    /aws lambda create-function --function-name pub-email-lambda --runtime nodejs24\.x --handler handler\.handler --role arn:aws:iam::\d+:role\/pub-email-lambda-role --code S3Bucket/,
  );
  expect(writes).toEqual([]);
});

it('creates the function, its mapping and alias live, which answers', async () => {
  const { result } = await publish();
  expect(result).toMatchObject({ functionName: FunctionName, version: '1', changed: true });
  expect(result.alias).toMatch(/:function:pub-email-lambda:live$/);
  expect(result.mapping).toMatch(/.+/);
  expect(events.map(({ resource, action }) => `${action} ${resource}`)).toEqual([
    'created logGroup//aws/lambda/pub-email-lambda',
    'created function/pub-email-lambda',
    'created functionAlias/pub-email-lambda:live',
    'created eventSourceMapping/pub-email-lambda:pub-email-service-queue',
  ]);
  const { Payload } = await aws.clients.lambda.send(new InvokeCommand({ FunctionName, Qualifier: 'live' }));
  expect(Buffer.from(Payload ?? []).toString()).toBe('"one"');
});

it('takes two calls of Lambda and writes nothing when that is what runs', async () => {
  const { result, calls } = await publish();
  expect(result).toMatchObject({ version: '1', changed: false });
  expect(calls.filter((call) => call.startsWith('lambda'))).toEqual([
    'lambda GetFunction',
    'lambda ListEventSourceMappings',
  ]);
  // Only since the settings ask for ${QUEUE_URL}.
  expect(calls.filter((call) => !call.startsWith('lambda'))).toEqual(['sqs GetQueueUrl']);
});

it('uploads other code, publishes it once and moves the alias', async () => {
  const { result, writes } = await publish({ zip: zip('two') });
  expect(result).toMatchObject({ version: '2', changed: true });
  expect(writes).toEqual([
    'lambda UpdateFunctionCode',
    'lambda PublishVersion',
    'lambda TagResource',
    'lambda UpdateAlias',
  ]);
});

it('touches only the settings that are given', async () => {
  await aws.clients.lambda.send(
    new UpdateFunctionConfigurationCommand({ FunctionName, Description: 'by hand' }),
  );
  await settled();
  const functionSettings = { ...request.functionSettings, MemorySize: 512 };
  const { result, writes } = await publish({ zip: zip('two'), functionSettings });
  expect(result.version).toBe('3');
  expect(writes).toEqual([
    'lambda UpdateFunctionConfiguration',
    'lambda PublishVersion',
    'lambda TagResource',
    'lambda UpdateAlias',
  ]);
  expect(await settled()).toMatchObject({
    Description: 'by hand',
    MemorySize: 512,
    Environment: { Variables: { TABLE_NAME: 'pub-order-system' } },
  });
});

it('finishes what a killed run began, while Lambda is still at it', async () => {
  await aws.clients.lambda.send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip('four') }));
  const functionSettings = { ...request.functionSettings, MemorySize: 512, Timeout: 9 };
  const { result, writes } = await publish({ zip: zip('four'), functionSettings });
  expect(result.version).toBe('4');
  expect(writes).not.toContain('lambda UpdateFunctionCode');
});

it('publishes without moving the alias, and moves it later without another version', async () => {
  const { result } = await publish({ zip: zip('five'), moveAlias: false });
  expect(result.version).toBe('5');
  const live = async () => await aws.clients.lambda.send(new GetAliasCommand({ FunctionName, Name: 'live' }));
  expect(await live()).toMatchObject({ FunctionVersion: '4' });
  const moved = await publish({ zip: zip('five') });
  expect(moved.result.version).toBe('5');
  expect(moved.writes).toContain('lambda UpdateAlias');
  expect(await live()).toMatchObject({ FunctionVersion: '5' });
});

it('consumes when told to, and stays so when nothing is said', async () => {
  const five = { zip: zip('five') };
  expect((await publish({ ...five, consume: true })).result.changed).toBe(true);
  expect((await publish(five)).result.changed).toBe(false);
  expect((await publish({ ...five, consume: true })).result.changed).toBe(false);
  expect((await publish({ ...five, consume: false })).result.changed).toBe(true);
});

it('leaves MaximumConcurrency as it is where a switch moves the alias: one that was killed before the ramp owns it', async () => {
  const first = {
    ...request.functionSettings,
    EventSourceMapping: { BatchSize: 5, ScalingConfig: { MaximumConcurrency: 2 } },
  };
  const proven = { ...first, EventSourceMapping: { BatchSize: 4, ScalingConfig: { MaximumConcurrency: 8 } } };
  const mapping = async () =>
    (
      await aws.clients.lambda.send(
        new ListEventSourceMappingsCommand({ FunctionName: `${FunctionName}:live` }),
      )
    ).EventSourceMappings?.[0];
  await publish({ zip: zip('five'), functionSettings: proven, moveAlias: false });
  expect(await mapping()).toMatchObject({ BatchSize: 4, ScalingConfig: { MaximumConcurrency: 2 } });
  // By itself it is publish-lambda's.
  await publish({ zip: zip('five'), functionSettings: proven });
  expect(await mapping()).toMatchObject({ BatchSize: 4, ScalingConfig: { MaximumConcurrency: 8 } });
  await publish({ zip: zip('five'), functionSettings: first });
});

it('refuses settings that would lose orders, and zips too large, before it writes anything', async () => {
  const slow = { ...request.functionSettings, Timeout: 11, EventSourceMapping: { BatchSize: 6 } };
  const refused = await aws.callsDuring(
    async () => await publishLambda({ ...request, functionSettings: slow }, context()).catch(String),
  );
  expect(refused.result).toMatch(/visibility timeout is 60 s; expected at least 6 times/);
  expect(refused.writes).toEqual([]);
  const large = await aws.callsDuring(
    async () =>
      await publishLambda({ ...request, zip: Buffer.alloc(directUploadLimit + 1) }, context()).catch(String),
  );
  expect(large.result).toMatch(
    /zip of function pub-email-lambda is 50\.1 MB; Lambda takes 50\.0 MB directly.* aws s3 cp.* aws lambda update-function-code --function-name pub-email-lambda /,
  );
  expect(large.writes).toEqual([]);
});

it('gets there although Lambda throttles and answers are lost', async () => {
  await aws.breaking({ kind: 'error', when: 'after', service: 'lambda', count: 2, seed: 3 }, async () => {
    const { result } = await publish({ zip: zip('six') });
    expect(result.changed).toBe(true);
  });
  await aws.breaking({ kind: 'throttle', service: 'lambda', count: 2, seed: 3 }, async () => {
    const { result } = await publish({ zip: zip('six') });
    expect(result.changed).toBe(false);
  });
});

it('waits where somebody changes the function between its look and its write', async () => {
  const { lambda } = aws.clients;
  let first = true;
  const send = async (command: UpdateFunctionCodeCommand, options: object) => {
    if (first && command instanceof UpdateFunctionCodeCommand) {
      first = false;
      const meanwhile = { FunctionName, Description: 'meanwhile' };
      await lambda.send(new UpdateFunctionConfigurationCommand(meanwhile));
    }
    return await lambda.send(command, options);
  };
  const busy = new Proxy(lambda, {
    get: (target, name) => (name === 'send' ? send : (Reflect.get(target, name) as unknown)),
  });
  const { result, calls } = await aws.callsDuring(
    async () =>
      await publishLambda(
        { ...request, zip: zip('conflict') },
        { clients: { ...aws.clients, lambda: busy } },
      ),
  );
  expect(result.changed).toBe(true);
  // The first one was answered ResourceConflictException.
  expect(calls.filter((call) => call === 'lambda UpdateFunctionCode')).toHaveLength(2);
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName, Qualifier: 'live' }));
  expect(Buffer.from(Payload ?? []).toString()).toBe('"conflict"');
});

it('publishes what is live once more when a newer version stands before it that never went live', async () => {
  const good = zip('good');
  const { result: live } = await publish({ zip: good });
  const { result: failed } = await publish({ zip: zip('failed its trial'), moveAlias: false });
  const { result: again } = await publish({ zip: good, moveAlias: false });
  expect(Number(again.version)).toBe(Number(failed.version) + 1);
  expect(Number(failed.version)).toBe(Number(live.version) + 1);
  const { result, writes } = await publish({ zip: good, moveAlias: true });
  expect(result.version).toBe(live.version);
  expect(writes).toEqual([]);
});
