import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { SwitchRun } from '../switch-run.ts';
import { StepFailed } from './errors.ts';

/**
 * Invokes one version and waits for its answer.
 * @returns what it answered
 * @throws StepFailed when it failed, with what it said
 */
export async function invokeVersion(
  FunctionName: string,
  Qualifier: string,
  event: object,
  { clients, options }: SwitchRun,
): Promise<unknown> {
  const { FunctionError, Payload, LogResult } = await clients.lambda.send(
    new InvokeCommand({
      FunctionName,
      Qualifier,
      Payload: Buffer.from(JSON.stringify(event)),
      LogType: 'Tail',
    }),
    options,
  );
  const text = Buffer.from(Payload ?? []).toString();
  if (FunctionError !== undefined) {
    throw new StepFailed(
      `function ${FunctionName}, version ${Qualifier}, failed its smoke test (${FunctionError}): ${text}${lastLines(LogResult)}`,
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

const shownLines = 10;

/** The end of what the invocation logged: Lambda gives the last 4 KB, in base64. */
function lastLines(log = ''): string {
  const lines = Buffer.from(log, 'base64').toString().trimEnd().split('\n').slice(-shownLines);
  return lines.map((line) => `\n  | ${line}`).join('');
}
