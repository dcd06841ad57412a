import { type FunctionConfiguration, GetFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import type { Clients } from './clients.ts';
import { isAwsError } from './errors.ts';
import { poll } from './poll.ts';

/** What talking to one function needs. */
export interface LambdaScope {
  readonly clients: Pick<Clients, 'lambda'>;
  readonly signal?: AbortSignal | undefined;
  readonly options: { abortSignal?: AbortSignal };
}

const timeoutSeconds = 300;
/** How long a new role may take to be known to Lambda. */
const roleSeconds = 60;

/** A function's code or configuration did not take. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
}

/**
 * Resolves once nothing about the function is under way, with its configuration.
 * @param qualifier a version or alias; by default what is not published yet
 * @throws FunctionFailed saying why when Lambda could not make it, WaitTimeout when it takes too long
 */
export async function settled(
  name: string,
  scope: LambdaScope,
  qualifier?: string,
): Promise<FunctionConfiguration> {
  const { clients, signal, options } = scope;
  const what = `function ${name} to be active`;
  return await poll({ what, timeoutSeconds, signal }, async () => {
    const found = await clients.lambda.send(
      new GetFunctionConfigurationCommand({
        FunctionName: name,
        ...(qualifier === undefined ? {} : { Qualifier: qualifier }),
      }),
      options,
    );
    const { State, StateReason, StateReasonCode, LastUpdateStatus } = found;
    if (State === 'Failed') {
      throw new FunctionFailed(`function ${name} failed: ${StateReasonCode ?? ''} ${StateReason ?? ''}`);
    }
    return State === 'Pending' || LastUpdateStatus === 'InProgress' ? undefined : found;
  });
}

/** @throws FunctionFailed when the last update of this configuration did not take. */
export function refuseFailedUpdate(configuration: FunctionConfiguration): void {
  const { FunctionName, LastUpdateStatus, LastUpdateStatusReason, LastUpdateStatusReasonCode } =
    configuration;
  if (LastUpdateStatus !== 'Failed') return;
  throw new FunctionFailed(
    `update of function ${FunctionName} failed: ${LastUpdateStatusReasonCode ?? ''} ${LastUpdateStatusReason ?? ''}`,
  );
}

/**
 * A write to a function: waits while something else is under way, before and whenever Lambda says so. Tried again too while Lambda
 * does not know a new role yet.
 */
export async function whenFree<T>(name: string, scope: LambdaScope, write: () => Promise<T>): Promise<T> {
  const what = `function ${name} to take a change`;
  return await poll({ what, timeoutSeconds, signal: scope.signal }, async () => {
    await settled(name, scope);
    return await unless(write, (error) => isAwsError(error, 'ResourceConflict'));
  });
}

/** Creating a function, tried again while Lambda does not know its new role yet. */
export async function whenRoleIsKnown<T>(
  name: string,
  scope: LambdaScope,
  create: () => Promise<T>,
): Promise<T> {
  let last: unknown;
  try {
    return await poll(
      {
        what: `the role of function ${name}`,
        timeoutSeconds: roleSeconds,
        signal: scope.signal,
        first: 1000,
      },
      async () =>
        await unless(create, (error) => {
          last = error;
          return isAwsError(error, 'InvalidParameterValue') && /role.*assume/i.test(String(error));
        }),
    );
  } catch (error) {
    if (error instanceof Error && error.name === 'WaitTimeout') {
      throw new FunctionFailed(
        `function ${name}: Lambda still cannot assume its role after ${roleSeconds} s`,
        {
          cause: last,
        },
      );
    }
    throw error;
  }
}

async function unless<T>(
  work: () => Promise<T>,
  passing: (error: unknown) => boolean,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (passing(error)) return undefined;
    throw error;
  }
}
