import { setTimeout as sleep } from 'node:timers/promises';
import { logLines } from '../observe/log-lines.ts';
import type { SwitchRun } from '../switch-run.ts';

const shownLines = 10;
/** CloudWatch has the lines of an invocation seconds after it has ended. */
const waitMilliseconds = 10_000;
const lookMilliseconds = 500;

/** Which invocation is asked about. */
export interface LoggedInvocation {
  /** The function's name. */
  readonly name: string;
  readonly version: string;
  /** When it began, in milliseconds since the epoch. */
  readonly since: number;
  /** What Lambda answered as LogResult. */
  readonly tail?: string | undefined;
}

/**
 * The last lines that a version wrote since then, what it wrote while it was being initialised included: the tail that Lambda
 * answers with begins at the invocation.
 * @returns ten at most; of Lambda's own tail where the log group does not tell in time
 */
export async function lastLines(
  { name, version, since, tail = '' }: LoggedInvocation,
  run: Pick<SwitchRun, 'clients' | 'options' | 'signal'>,
): Promise<string[]> {
  const until = Date.now() + waitMilliseconds;
  do {
    const lines = await linesOf({ name, version, since }, run);
    // REPORT is the last one of an invocation: with it there, so is all before.
    if (lines.some((line) => line.startsWith('REPORT '))) return lines.slice(-shownLines);
    await sleep(lookMilliseconds, undefined, run.signal ? { signal: run.signal } : {});
  } while (Date.now() < until);
  return Buffer.from(tail, 'base64').toString().trimEnd().split('\n').slice(-shownLines);
}

async function linesOf(
  { name, version, since }: LoggedInvocation,
  run: Pick<SwitchRun, 'clients' | 'options'>,
): Promise<string[]> {
  const lines: string[] = [];
  try {
    const logGroup = `/aws/lambda/${name}`;
    for await (const { message = '', logStreamName = '' } of logLines(
      { logGroup, pattern: '', since },
      run,
    )) {
      // `2026/11/26/[7]<environment>`: the live version writes to the same group.
      if (logStreamName.includes(`[${version}]`)) lines.push(message.trimEnd());
    }
  } catch {
    // What cannot be read here must not hide why the function failed.
  }
  return lines;
}
