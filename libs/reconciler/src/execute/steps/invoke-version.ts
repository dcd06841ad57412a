import { InvokeCommand, type InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { SwitchRun } from '../switch-run.ts';
import { StepFailed } from './errors.ts';
import { lastLines } from './last-lines.ts';

/** One environment whose process ends says little of its function: its machine may have died. Two say that it crashes. */
const triesAtMost = 2;
const exited = '"errorType":"Runtime.ExitError"';

/**
 * Invokes one version and waits for its answer; once more where its environment's process ended instead.
 * @returns what it answered
 * @throws StepFailed when it failed, with what it said
 */
export async function invokeVersion(
  FunctionName: string,
  Qualifier: string,
  event: object,
  run: SwitchRun,
): Promise<unknown> {
  const since = Date.now();
  const invocation = new InvokeCommand({
    FunctionName,
    Qualifier,
    Payload: Buffer.from(JSON.stringify(event)),
    LogType: 'Tail',
  });
  for (let tried = 1; ; tried += 1) {
    const answer = await run.clients.lambda.send(invocation, run.options);
    const text = Buffer.from(answer.Payload ?? []).toString();
    if (tried === triesAtMost || answer.FunctionError === undefined || !text.includes(exited)) {
      return await read(answer, text);
    }
  }

  async function read({ FunctionError, LogResult }: InvokeCommandOutput, text: string): Promise<unknown> {
    if (FunctionError !== undefined) {
      const lines = await lastLines({ name: FunctionName, version: Qualifier, since, tail: LogResult }, run);
      throw new StepFailed(
        `function ${FunctionName}, version ${Qualifier}, failed its smoke test (${FunctionError}): ${text}` +
          lines.map((line) => `\n  | ${line}`).join(''),
      );
    }
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new StepFailed(`function ${FunctionName}, version ${Qualifier}, answered no JSON: ${text}`, {
        cause,
      });
    }
  }
}
