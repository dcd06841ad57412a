import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLambda, zipOf, type LambdaFixture } from './testing/start-lambda.ts';

let fixture: LambdaFixture;
beforeAll(async () => {
  fixture = await startLambda();
});
afterAll(() => fixture.stop());

it('answers errors, timeouts, crashes and exhausted memory as AWS words them, and goes on in a new environment', async () => {
  await fixture.create(
    'fragile',
    `export const handler = async ({ how }) => {
       if (how === 'throw') throw new RangeError('too far');
       if (how === 'hang') await new Promise(() => setInterval(() => undefined, 1000));
       if (how === 'exit') process.exit(3);
       if (how === 'eat') for (const kept = []; ; ) { kept.push(Buffer.alloc(20_000_000, 1)); await new Promise((r) => setTimeout(r, 5)); }
       return 'fine';
     };`,
    { Timeout: 2, MemorySize: 128 },
  );
  const how = (kind: string) => fixture.invoke('fragile', { how: kind });
  expect(await how('throw')).toMatchObject({
    status: 200,
    error: 'Unhandled',
    value: { errorType: 'RangeError', errorMessage: 'too far', trace: expect.any(Array) },
  });
  const hung = await how('hang');
  expect(hung).toMatchObject({
    error: 'Unhandled',
    value: {
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/Task timed out after 2\.00 seconds$/),
    },
  });
  expect(hung.log).toContain('Status: timeout');
  expect((await how('fine')).value).toBe('fine');
  expect(await how('exit')).toMatchObject({
    error: 'Unhandled',
    value: {
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: exit status 3$/),
    },
  });
  const eaten = await how('eat');
  expect(eaten.value).toMatchObject({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/),
  });
  expect(eaten.log).toContain('Error Type: Runtime.OutOfMemory');
  expect((await how('fine')).value).toBe('fine');
}, 20_000);

it('reports an INIT that fails', async () => {
  await fixture.create('absent', '', { Handler: 'other.handler' });
  expect((await fixture.invoke('absent')).value).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
  await fixture.create('callback', 'export const handler = (event, context, callback) => callback();');
  expect((await fixture.invoke('callback')).value).toMatchObject({
    errorType: 'Runtime.CallbackHandlerDeprecated',
  });
});

it('keeps reserved concurrency', async () => {
  await fixture.create('narrow', 'export const handler = () => 1;');
  await fixture.lambda.putFunctionConcurrency({ FunctionName: 'narrow', ReservedConcurrentExecutions: 0 });
  await expect(fixture.invoke('narrow')).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
  });
  await fixture.lambda.deleteFunctionConcurrency({ FunctionName: 'narrow' });
  expect((await fixture.invoke('narrow')).value).toBe(1);
});

it('publishes a version only for something new, and an alias points to it', async () => {
  const { lambda } = fixture;
  const FunctionName = 'versioned';
  await fixture.create(FunctionName, 'export const handler = () => "one";');
  expect(await lambda.publishVersion({ FunctionName })).toMatchObject({ Version: '1' });
  expect(await lambda.publishVersion({ FunctionName })).toMatchObject({ Version: '1' });
  await lambda.createAlias({ FunctionName, Name: 'live', FunctionVersion: '1' });
  const ZipFile = zipOf({ 'index.mjs': 'export const handler = () => "two";' });
  const dry = await lambda.updateFunctionCode({ FunctionName, ZipFile, DryRun: true });
  const updated = await lambda.updateFunctionCode({ FunctionName, ZipFile });
  expect(updated).toMatchObject({ LastUpdateStatus: 'InProgress', CodeSha256: dry.CodeSha256 });
  await expect(lambda.updateFunctionConfiguration({ FunctionName, Timeout: 5 })).rejects.toMatchObject({
    name: 'ResourceConflictException',
  });
  await expect
    .poll(async () => (await lambda.getFunctionConfiguration({ FunctionName })).LastUpdateStatus)
    .toBe('Successful');
  expect((await fixture.invoke(FunctionName)).value).toBe('two');
  await expect
    .poll(async () => (await lambda.getFunctionConfiguration({ FunctionName, Qualifier: 'live' })).State)
    .toBe('Active');
  expect(await fixture.invoke(FunctionName, {}, 'live')).toMatchObject({ value: 'one', version: '1' });
  await expect(lambda.deleteFunction({ FunctionName, Qualifier: '1' })).rejects.toMatchObject({
    name: 'ResourceConflictException',
  });
  // An alias divides between two versions: here the second one gets all of it.
  expect(await lambda.publishVersion({ FunctionName })).toMatchObject({ Version: '2' });
  const weights = (version: string, weight: number) => ({
    FunctionName,
    Name: 'live',
    RoutingConfig: { AdditionalVersionWeights: { [version]: weight } },
  });
  await expect(lambda.updateAlias(weights('1', 0.5))).rejects.toThrow('already included in routing');
  await expect(lambda.updateAlias(weights('2', 1.5))).rejects.toThrow('between 0.0 and 1.0');
  await expect(lambda.updateAlias(weights('3', 0.5))).rejects.toThrow('Function not found');
  expect(await lambda.updateAlias(weights('2', 1))).toMatchObject({
    FunctionVersion: '1',
    RoutingConfig: { AdditionalVersionWeights: { '2': 1 } },
  });
  await expect
    .poll(async () => (await lambda.getFunctionConfiguration({ FunctionName, Qualifier: '2' })).State)
    .toBe('Active');
  expect(await fixture.invoke(FunctionName, {}, 'live')).toMatchObject({ value: 'two', version: '2' });
});

it('refuses a role that Lambda cannot assume, a broken zip, and what is not built', async () => {
  const create = (more: object) => fixture.create('refused', 'x', more);
  await expect(create({ Role: `${fixture.role}-absent` })).rejects.toThrow('cannot be assumed by Lambda');
  await expect(create({ Code: { ZipFile: new Uint8Array([1, 2, 3]) } })).rejects.toThrow('Could not unzip');
  await expect(create({ Layers: ['arn:aws:lambda:us-east-1:000000000000:layer:x:1'] })).rejects.toThrow(
    'layers',
  );
  await expect(create({ Environment: { Variables: { AWS_REGION: 'x' } } })).rejects.toThrow('reserved keys');
  await expect(create({ ImageConfig: { Command: ['x'] } })).rejects.toThrow('ImageConfig');
  await expect(create({ DeadLetterConfig: { TargetArn: fixture.role } })).rejects.toThrow('DeadLetterConfig');
  await expect(fixture.lambda.invoke({ FunctionName: 'refused', TenantId: 'tenant' })).rejects.toThrow(
    'TenantId',
  );
});
