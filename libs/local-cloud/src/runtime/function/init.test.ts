import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, it } from 'vitest';
import { createFunctionRuntime } from './function-runtime.ts';
import type { FunctionSpec } from './function-spec.ts';

const folder = mkdtempSync(join(tmpdir(), 'phaseline-init-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let lines: string[] = [];
const options = {
  idle: 60_000,
  gift: () => ({
    region: 'us-east-1',
    endpoint: 'http://127.0.0.1:9',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' },
    logStream: 'stream',
    log: (message: string) => void lines.push(message),
  }),
};
const patient = createFunctionRuntime(options);
const impatient = createFunctionRuntime({ ...options, initLimit: 500 });
afterAll(() => Promise.all([patient.stop(), impatient.stop()]));
afterEach(() => {
  lines = [];
});

async function run(
  name: string,
  source: string,
  more: Partial<FunctionSpec> = {},
  { sampled = 0, runtime = patient } = {},
) {
  writeFileSync(join(folder, `${name}.mjs`), source);
  const spec: FunctionSpec = {
    name,
    version: '1',
    runtime: 'nodejs24.x',
    handler: `${name}.handler`,
    memorySize: 128,
    timeout: 60,
    root: folder,
    variables: {},
    logGroup: 'group',
    logFormat: 'Text',
    ...more,
  };
  const result = await runtime.invoke(name, spec, {
    requestId: 'request-1',
    payload: Buffer.from('{}'),
    invokedArn: 'arn',
    traceId: `Root=1-6926e000-0123456789abcdef01234567;Parent=0123456789abcdef;Sampled=${sampled}`,
  });
  return { ...result, value: JSON.parse(Buffer.from(result.payload).toString()) as unknown };
}

/** Lambda's own lines, without their figures. */
const own = () =>
  lines
    .filter((line) => /^(INIT_|START|END|REPORT)/.test(line))
    .map((line) =>
      line
        .replaceAll(/[\d.]+ ms/g, 'N ms')
        .replace(/ARN: \S+/, 'ARN: A')
        .trimEnd(),
    );
const start = 'INIT_START Runtime Version: nodejs:24.v1\tRuntime Version ARN: A';

it('tries an INIT that failed again, as part of the invocation', async () => {
  const marker = JSON.stringify(join(folder, 'tried'));
  const { value, functionError } = await run(
    'second',
    `import { existsSync, writeFileSync } from 'node:fs';
     if (!existsSync(${marker})) { writeFileSync(${marker}, ''); throw new RangeError('not yet'); }
     export const handler = () => 'well';`,
  );
  expect({ value, functionError }).toEqual({ value: 'well', functionError: undefined });
  expect(own()).toEqual([
    start,
    'INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: error\tError Type: RangeError',
    'START RequestId: request-1 Version: 1',
    'END RequestId: request-1',
    expect.stringMatching(
      /^REPORT RequestId: request-1\tDuration: N ms\tBilled .*\tMax Memory Used: \d+ MB$/,
    ),
  ]);
});

it('answers with what INIT failed with when it fails again', async () => {
  const { value, functionError, logTail } = await run('never', `throw new RangeError('never');`);
  expect(functionError).toBe('Unhandled');
  expect(value).toMatchObject({ errorType: 'RangeError', errorMessage: 'never' });
  expect(own().filter((line) => line.startsWith('INIT_REPORT'))).toEqual([
    'INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: error\tError Type: RangeError',
    'INIT_REPORT Init Duration: N ms\tPhase: invoke\tStatus: error\tError Type: RangeError',
  ]);
  // The second one is part of the invocation, and so of its log.
  expect(logTail).toContain('Uncaught Exception');
  expect(own().at(-1)).toContain('\tStatus: error\tError Type: RangeError');
});

it('gives INIT its limit, and then the function its own', async () => {
  const { value } = await run(
    'hangs',
    `await new Promise((resolve) => setTimeout(resolve, 1e6));`,
    {
      timeout: 1,
    },
    { runtime: impatient },
  );
  expect(value).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: 'RequestId: request-1 Error: Task timed out after 1.00 seconds',
  });
  expect(own().filter((line) => line.startsWith('INIT_REPORT'))).toEqual([
    'INIT_REPORT Init Duration: N ms\tPhase: init\tStatus: timeout',
    'INIT_REPORT Init Duration: N ms\tPhase: invoke\tStatus: timeout',
  ]);
  expect(own().at(-1)).toContain('\tStatus: timeout');
});

it('says where an invocation is traced', async () => {
  await run('traced', 'export const handler = () => 1;', {}, { sampled: 1 });
  expect(lines.at(-1)).toMatch(
    /\nXRAY TraceId: 1-6926e000-0123456789abcdef01234567\tSegmentId: 0123456789abcdef\tSampled: true\t\n$/,
  );
});

it('logs as JSON, and of its own no more than the function wants', async () => {
  const json = { logFormat: 'JSON', logLevel: 'INFO' } as const;
  await run('json', 'export const handler = () => 1;', { ...json, systemLogLevel: 'INFO' });
  expect(lines.map((line) => (JSON.parse(line) as { type: string }).type)).toEqual([
    'platform.initStart',
    'platform.start',
    'platform.report',
  ]);
  lines = [];
  await run('quiet', 'export const handler = () => { throw new Error("no"); };', {
    ...json,
    systemLogLevel: 'WARN',
  });
  expect(lines.filter((line) => line.includes('"type":'))).toEqual([]);
});
