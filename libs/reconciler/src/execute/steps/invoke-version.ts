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
  const { FunctionError, Payload } = await clients.lambda.send(
    new InvokeCommand({ FunctionName, Qualifier, Payload: Buffer.from(JSON.stringify(event)) }),
    options,
  );
  const text = Buffer.from(Payload ?? []).toString();
  if (FunctionError !== undefined) {
    throw new StepFailed(
      `function ${FunctionName}, version ${Qualifier}, failed its smoke test (${FunctionError}): ${text}`,
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
