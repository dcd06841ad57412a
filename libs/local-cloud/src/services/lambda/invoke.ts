import { randomBytes, randomUUID } from 'node:crypto';
import type { FunctionSpec, InvocationResult } from '../../runtime/function/function-spec.ts';
import { AwsError } from '../../service.ts';
import { taskRoot } from './code-store.ts';
import { conflict, invalid } from './errors.ts';
import type { Qualified } from './find.ts';
import type { FunctionVersion, Lambda, LambdaFunction } from './records.ts';

export interface InvokeOptions {
  readonly payload: Uint8Array;
  readonly requestId?: string;
  readonly traceId?: string | undefined;
  readonly clientContext?: string | undefined;
}

export type Invoked = InvocationResult & { readonly version: string };

/** All functions of the account together may run this many invocations at a time. */
export const ACCOUNT_CONCURRENCY = 1000;

/** The version that takes this invocation: an alias may share them between two. */
export function chooseVersion({ fn, version, alias }: Qualified): FunctionVersion {
  const [other, weight = 0] = Object.entries(alias?.weights ?? {})[0] ?? [];
  const second = other === undefined ? undefined : fn.versions.get(other);
  return second && Math.random() < weight ? second : version;
}

export function specOf(
  lambda: Lambda,
  { name }: LambdaFunction,
  { version, settings, code }: FunctionVersion,
): FunctionSpec {
  const { logging } = settings;
  return {
    name,
    version,
    runtime: settings.runtime,
    handler: settings.handler,
    memorySize: settings.memorySize,
    timeout: settings.timeout,
    root: taskRoot(lambda, code),
    variables: settings.variables,
    logGroup: logging.LogGroup,
    logFormat: logging.LogFormat,
    logLevel: logging.ApplicationLogLevel,
    systemLogLevel: logging.SystemLogLevel,
  };
}

/** Environments are of one configuration: a new revision of $LATEST gets new ones. */
export const poolKey = ({ name }: LambdaFunction, { version, code, settings }: FunctionVersion): string =>
  `${name}:${version}:${code.sha256}:${JSON.stringify(settings)}`;

/**
 * Runs a function and waits for its answer.
 * @throws `TooManyRequestsException`, `ResourceConflictException` while it is created, `InvalidRequestContentException`.
 */
export async function invokeFunction(
  lambda: Lambda,
  target: Qualified,
  options: InvokeOptions,
): Promise<Invoked> {
  const { fn } = target;
  const version = chooseVersion(target);
  if (version.state === 'Pending') {
    throw conflict(
      `The operation cannot be performed at this time. The function is currently in the following state: Pending`,
    );
  }
  const leave = admit(lambda, fn);
  try {
    const result = await lambda.runtime.invoke(poolKey(fn, version), specOf(lambda, fn, version), {
      requestId: options.requestId ?? randomUUID(),
      payload: options.payload,
      invokedArn: target.arn,
      traceId: options.traceId ?? newTraceId(version.settings.tracing === 'Active'),
      clientContext: options.clientContext,
    });
    return { ...result, version: version.version };
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'AccessDenied') throw error;
    throw new AwsError(
      'AccessDeniedException',
      'The role defined for the function cannot be assumed by Lambda.',
      {
        statusCode: 403,
        cause: error,
      },
    );
  } finally {
    leave();
  }
}

function admit(lambda: Lambda, { name, reserved }: LambdaFunction): () => void {
  const { running, functions } = lambda;
  const now = running.get(name) ?? 0;
  if (reserved !== undefined && now >= reserved) {
    throw tooMany('ReservedFunctionConcurrentInvocationLimitExceeded');
  }
  if (reserved === undefined) {
    const others = [...running].filter(([other]) => functions.get(other)?.reserved === undefined);
    const used = others.reduce((sum, [, count]) => sum + count, 0);
    if (used >= unreserved(lambda)) throw tooMany('ConcurrentInvocationLimitExceeded');
  }
  running.set(name, now + 1);
  return () => running.set(name, (running.get(name) ?? 1) - 1);
}

/** What functions without a reservation share. */
export function unreserved({ functions }: Lambda, except?: LambdaFunction): number {
  return [...functions.values()]
    .filter((fn) => fn !== except)
    .reduce((left, { reserved = 0 }) => left - reserved, ACCOUNT_CONCURRENCY);
}

function tooMany(reason: string): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    statusCode: 429,
    members: { Reason: reason, Type: 'User' },
  });
}

/** As X-Ray names traces: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html */
export function newTraceId(sampled: boolean): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  const root = `1-${seconds}-${randomBytes(12).toString('hex')}`;
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=${sampled ? 1 : 0}`;
}

/** @throws `InvalidRequestContentException`, `RequestTooLargeException` */
export function checkPayload(payload: Uint8Array | undefined, limit: number): Uint8Array {
  if (payload === undefined || payload.byteLength === 0) return Buffer.from('{}');
  if (payload.byteLength > limit) {
    throw new AwsError(
      'RequestTooLargeException',
      `${payload.byteLength} byte payload is too large for the RequestResponse invocation type (limit ${limit} bytes)`,
      { statusCode: 413, members: { Type: 'User' } },
    );
  }
  try {
    JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch (cause) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: ${(cause as Error).message}`,
      { statusCode: 400, members: { Type: 'User' }, cause },
    );
  }
  return payload;
}

/** @throws `InvalidParameterValueException` when the client context is not base64 of JSON. */
export function readClientContext(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const json = Buffer.from(text, 'base64').toString('utf8');
    return JSON.stringify(JSON.parse(json));
  } catch {
    throw invalid('Client context must be a valid Base64-encoded JSON object.');
  }
}
