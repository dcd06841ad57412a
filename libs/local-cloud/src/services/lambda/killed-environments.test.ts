import { globSync, readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startLambda, type LambdaFixture } from './testing/start-lambda.ts';

const KILLS = 10;
const MESSAGES = 40;
const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2_147_483_647));

let fixture: LambdaFixture;
beforeAll(async () => {
  fixture = await startLambda();
});
afterAll(() => fixture.stop());

/** Processes of this function's environments, busy, idle or in INIT. */
function processesOf(fn: string): number[] {
  return globSync('/proc/[0-9]*/environ').flatMap((path) => {
    try {
      const isOurs = readFileSync(path, 'utf8').split('\0').includes(`AWS_LAMBDA_FUNCTION_NAME=${fn}`);
      return isOurs ? [Number(path.split('/')[2])] : [];
    } catch {
      // It ended while we looked.
      return [];
    }
  });
}

function kill(pid: number | undefined): number {
  if (pid === undefined) return 0;
  try {
    process.kill(pid, 'SIGKILL');
    return 1;
  } catch {
    // It was faster.
    return 0;
  }
}

it.skipIf(process.platform !== 'linux')(
  `a killed environment costs the one batch it had, and all is done once nothing is killed any more (SEED=${seed})`,
  { timeout: 180_000 },
  async () => {
    const { sqs, lambda, logs } = fixture;
    const dead = await fixture.queue('mortal-dead');
    const redrive = { deadLetterTargetArn: dead.arn, maxReceiveCount: KILLS + 1 };
    const { url, arn } = await fixture.queue('mortal', {
      VisibilityTimeout: '5',
      RedrivePolicy: JSON.stringify(redrive),
    });
    await fixture.create(
      'mortal',
      `await new Promise((resolve) => setTimeout(resolve, 500));
       export const handler = async ({ Records: [{ body }] }) => {
         await new Promise((resolve) => setTimeout(resolve, 300));
         console.log('DONE ' + body);
         return { batchItemFailures: [] };
       };`,
      { Timeout: 5 },
    );
    await lambda.createEventSourceMapping({
      EventSourceArn: arn,
      FunctionName: 'mortal',
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 8 },
    });
    for (let first = 0; first < MESSAGES; first += 10) {
      const Entries = Array.from({ length: 10 }, (_, index) => ({
        Id: String(index),
        MessageBody: `message ${first + index}.`,
      }));
      await sqs.sendMessageBatch({ QueueUrl: url, Entries });
    }
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    for (let killed = 0; killed < KILLS;) {
      const pids = processesOf('mortal');
      killed += kill(pids[random(pids.length)]);
      await after(random(150));
    }
    const said = async (filterPattern: string) => {
      const { events = [] } = await logs.filterLogEvents({
        logGroupName: '/aws/lambda/mortal',
        filterPattern,
      });
      return events.map(({ message = '', logStreamName = '' }) => ({ message, logStreamName }));
    };
    await expect
      .poll(
        async () => new Set((await said('DONE')).map(({ message }) => /DONE (.*)\./.exec(message)?.[1])).size,
        { timeout: 150_000, interval: 250 },
      )
      .toBe(MESSAGES);
    // A log stream is one environment's: none has failed twice.
    const failed = (await said('REPORT')).filter(({ message }) => /^REPORT .*Status: error/.test(message));
    expect(new Set(failed.map(({ logStreamName }) => logStreamName)).size).toBe(failed.length);
    expect(failed.length).toBeLessThanOrEqual(KILLS);
  },
);
