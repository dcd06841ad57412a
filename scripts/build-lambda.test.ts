import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildLambda, type BuiltLambda } from './build-lambda.ts';

const KB = 1024;
const record = { messageId: 'm-1', receiptHandle: 'r', body: '{', attributes: {}, messageAttributes: {} };
const get = {
  version: '2.0',
  rawPath: '/health',
  rawQueryString: '',
  headers: {},
  isBase64Encoded: false,
  requestContext: { stage: '$default', http: { method: 'GET' } },
};
// Nothing listens there: the malformed message cannot be moved to a dead-letter queue, and must stay in its own.
const batch = [{ Records: [record] }, { batchItemFailures: [{ itemIdentifier: 'm-1' }] }] as const;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-lambda-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['order-publisher', 120, get, { statusCode: 200, body: '{"status":"ok"}' }],
  ['email-service', 100, ...batch],
  ['inventory-service', 100, ...batch],
  ['analytics-service', 100, ...batch],
] as const)(
  '%s is one file of at most %d KB, the same each time, that answers',
  async (name, most, event, answer) => {
    const built = await buildLambda(name, { outdir: join(folder, name) });
    const again = await buildLambda(name, { outdir: join(folder, `${name}-again`) });
    expect(again.codeSha256).toBe(built.codeSha256);
    expect(built.bytes).toBeLessThanOrEqual(most * KB);
    expect(await invoke(built, name, event)).toMatchObject(answer);
    const [bom, same] = await Promise.all([name, `${name}-again`].map(billOf));
    expect(same).toEqual(bom);
    const parts = bom?.components.map((part) => part.name);
    expect(parts).toEqual(
      expect.arrayContaining([`@phaseline/lambda-${name}`, '@phaseline/messaging', '@nestjs/core', 'rxjs']),
    );
    // Installed, asked for by Nest, and dropped: not a byte of them is in a function.
    for (const dropped of ['fastify', 'express', '@nestjs/platform-fastify', 'vitest'])
      expect(parts).not.toContain(dropped);
    const rxjs = bom?.components.find((part) => part.name === 'rxjs');
    expect(rxjs?.purl).toBe(`pkg:npm/rxjs@${rxjs?.version}`);
  },
  60_000,
);

interface Bill {
  readonly bomFormat: string;
  readonly components: readonly { readonly name: string; readonly version: string; readonly purl?: string }[];
}

async function billOf(name: string): Promise<Bill> {
  return JSON.parse(await readFile(join(folder, name, 'sbom.cdx.json'), 'utf8')) as Bill;
}

/** Unpacks the zip and calls its handler in a Node of its own, with nothing installed around it. */
async function invoke(built: BuiltLambda, name: string, event: unknown): Promise<unknown> {
  const files = unzipSync(await readFile(built.zip));
  expect(Object.keys(files)).toEqual(['handler.mjs']);
  const file = join(folder, `${name}.mjs`);
  await writeFile(file, files['handler.mjs'] as Uint8Array);
  const script = `const { handler } = await import(process.argv[1]);
    const context = { awsRequestId: 'i-1', getRemainingTimeInMillis: () => 20000 };
    console.log(JSON.stringify(await handler(JSON.parse(process.argv[2]), context)));
    process.exit(0);`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', script, file, JSON.stringify(event)],
    {
      env: {
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'a',
        AWS_SECRET_ACCESS_KEY: 's',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
        ORDER_EVENTS_TOPIC_ARN: 'arn:aws:sns:us-east-1:123456789012:order-events',
        QUEUE_URL: 'http://127.0.0.1:1/123456789012/queue',
        TABLE_NAME: 'order-system',
        EMAIL_FROM: 'orders@example.com',
        CONFIGURATION_SET: 'order-mail',
        MAIL_LOG_GROUP: '/aws/events/order-mail',
        LOG_LEVEL: 'silent',
      },
    },
  );
  return JSON.parse(stdout);
}
