import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { createDataPlane, type DataPlane } from '@phaseline/aws-data-plane';
import type { Figures } from './measure.ts';

// node libs/messaging/bench/compare.ts [rounds] [messages] [in flight]; PEERS names a folder where bench/package.json is installed.
const [rounds = 5, messages = 10_000, inFlight = 100] = process.argv.slice(2).map(Number);
if (!process.env['PEERS']) {
  console.error(
    'Set PEERS to a folder where the packages of libs/messaging/bench/package.json are installed.',
  );
  process.exit(2);
}
const contenders = { ours: 'run-ours.ts', 'sqs-consumer': 'run-sqs-consumer.ts' } as const;

const cloud = start('cloud.ts', [], process.env);
const env = JSON.parse(await firstLine(cloud)) as Record<string, string>;
const plane = createDataPlane({ environment: env });
const figures: Record<keyof typeof contenders, Figures[]> = { ours: [], 'sqs-consumer': [] };
try {
  // Interleaved, so that a slow moment of the machine hits both.
  for (let round = 1; round <= rounds; round++) {
    for (const name of Object.keys(contenders) as (keyof typeof contenders)[]) {
      const queueUrl = await createQueue(`bench-${name}-${round}`, env);
      await fill(plane, queueUrl, messages);
      const run = start(contenders[name], [queueUrl, String(messages), String(inFlight)], {
        ...process.env,
        ...env,
      });
      const result = JSON.parse(await firstLine(run)) as Figures;
      if (run.exitCode === null) await once(run, 'exit');
      figures[name].push(result);
      console.log(
        `round ${round} ${name}: ${result.cpuSeconds.toFixed(2)} CPU s, ${result.wallSeconds.toFixed(2)} s`,
      );
    }
  }
} finally {
  cloud.stdin?.end();
  await plane.close();
}
const per10k = (all: readonly Figures[]): number[] =>
  all.map((one) => (one.cpuSeconds / one.messages) * 10_000);
for (const [name, all] of Object.entries(figures)) {
  const cpu = per10k(all);
  const rate = all.map((one) => one.messages / one.wallSeconds);
  console.log(
    `${name}: ${median(cpu).toFixed(2)} CPU s per 10,000 messages (${Math.min(...cpu).toFixed(2)} to ${Math.max(...cpu).toFixed(2)}), ${median(rate).toFixed(0)} messages/s`,
  );
}
console.log(`ratio: ${(median(per10k(figures['sqs-consumer'])) / median(per10k(figures.ours))).toFixed(1)}`);

function start(file: string, args: string[], environment: NodeJS.ProcessEnv): ChildProcess {
  const path = join(import.meta.dirname, file);
  return spawn(process.execPath, [path, ...args], { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
}

async function firstLine(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit').then(() => [undefined])])) as [
    string?,
  ];
  if (line === undefined) throw new Error(`a child ended without a word (exit code ${child.exitCode})`);
  return line;
}

async function createQueue(
  name: string,
  { AWS_ENDPOINT_URL: url = '', AWS_REGION: region = '' },
): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'x-amz-target': 'AmazonSQS.CreateQueue',
      'content-type': 'application/x-amz-json-1.0',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/sqs/aws4_request, SignedHeaders=host, Signature=00`,
    },
    body: JSON.stringify({ QueueName: name }),
  });
  return ((await response.json()) as { QueueUrl: string }).QueueUrl;
}

async function fill(plane: DataPlane, queueUrl: string, count: number): Promise<void> {
  const batches = Array.from({ length: Math.ceil(count / 10) }, (_, batch) =>
    Array.from({ length: Math.min(10, count - batch * 10) }, (_, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({
        type: 'e',
        orderId: `order-${batch * 10 + index}`,
        padding: 'x'.repeat(600),
      }),
    })),
  );
  while (batches.length > 0)
    await Promise.all(
      batches.splice(0, 10).map((Entries) => plane.sqs.sendMessageBatch({ QueueUrl: queueUrl, Entries })),
    );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
