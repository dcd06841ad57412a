import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { SwitchRun } from '../switch-run.ts';
import { StepFailed } from './errors.ts';
import { lastLines } from './last-lines.ts';

/**
 * Invokes one version and waits for its answer.
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
  const { FunctionError, Payload, LogResult } = await run.clients.lambda.send(
    new InvokeCommand({
      FunctionName,
      Qualifier,
      Payload: Buffer.from(JSON.stringify(event)),
      LogType: 'Tail',
    }),
    run.options,
  );
  const text = Buffer.from(Payload ?? []).toString();
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
