import { countWaits, limitOwnTime } from '../process/own-time.ts';
import type { EnvironmentGift, FunctionSpec, InvocationRequest, InvocationResult } from './function-spec.ts';
import { errorTypeOf } from './error-type.ts';
import { startFunctionProcess, type FunctionExit } from './function-process.ts';
import type { LogTail } from './log-tail.ts';
import type { Report } from './report.ts';
import { serveRuntimeApi } from './runtime-api.ts';

/** What an invocation came to. */
export type Answer = Pick<InvocationResult, 'functionError'> & {
  readonly payload: Uint8Array;
  readonly status?: Report['status'];
  readonly errorType?: string;
};

/** How INIT ended. */
export interface InitEnd {
  /** Milliseconds. */
  readonly duration: number;
  /** Undefined when it went well. */
  readonly failure:
    | { readonly status: 'timeout' | 'error'; readonly errorType: string | undefined }
    | undefined;
}

/** One process behind a Runtime API of its own, from its INIT to its end. */
export interface Sandbox {
  /** Never rejects. */
  readonly initialized: Promise<InitEnd>;
  /**
   * Hands an event over. Resolves once the process has asked for more, is gone, or has taken too long: more than `limit` milliseconds, what it and
   * this cloud were kept waiting for a processor not counted. Never rejects.
   */
  invoke(request: InvocationRequest, limit: number): Promise<Answer>;
  /** What whoever invokes is answered when the process is gone. */
  exitAnswer(requestId: string): Answer;
  /** How it ended; undefined while it lives. */
  exit(): FunctionExit | undefined;
  /** False once it is gone or going. */
  alive(): boolean;
  maxMemory(): number;
  /** How long it has waited for a processor, in milliseconds. */
  waited(): number;
  readonly ended: Promise<void>;
  kill(): void;
}

/** An answer may be this long, in bytes. */
const RESPONSE_LIMIT = 6_291_556;

export function failed(
  errorType: string,
  requestId: string,
  message: string,
  status: Report['status'] = 'error',
  reported = errorType,
): Answer {
  const errorMessage = `RequestId: ${requestId} Error: ${message}`;
  const payload = Buffer.from(JSON.stringify({ errorType, errorMessage }));
  return { payload, functionError: 'Unhandled', status, errorType: reported };
}

/**
 * Starts a process and lets it initialize.
 * @param initLimit How long that may take, in milliseconds without waiting for a processor; then it is killed.
 */
export async function startSandbox(
  spec: FunctionSpec,
  gift: EnvironmentGift,
  tail: LogTail,
  initLimit: number,
): Promise<Sandbox> {
  const started = performance.now();
  let current: { id: string; answer?: Answer; done: (answer: Answer) => void } | undefined;
  let initError: Buffer | undefined;
  let isInitialized = false;
  let timedOutInit = false;
  let exit: FunctionExit | undefined;
  let going = false;
  let resolveInit: (end: InitEnd) => void = () => undefined;
  const initialized = new Promise<InitEnd>((resolve) => (resolveInit = resolve));
  const endInit = (failure: InitEnd['failure']): void => {
    isInitialized = true;
    endLimit();
    resolveInit({ duration: performance.now() - started, failure });
  };

  const api = await serveRuntimeApi({
    next() {
      // One that is being killed is not ready, however near it was.
      if (!isInitialized) return going ? undefined : endInit(undefined);
      // Logs come by pipes that are read in the same turn of the loop: only afterwards is everything there.
      const answered = current;
      if (answered?.answer) setImmediate(() => answered.answer && answered.done(answered.answer));
    },
    response(requestId, body) {
      if (current?.id === requestId) current.answer = asAnswer(body);
    },
    error(requestId, body) {
      if (current?.id === requestId) current.answer = { payload: body, functionError: 'Unhandled' };
    },
    initError(body) {
      initError = body;
    },
  });
  const child = startFunctionProcess(spec, { ...gift, log: tail.log }, api.address);
  const kill = (): void => {
    going = true;
    child.kill();
  };
  const endLimit = limitOwnTime(
    initLimit,
    () => child.waited(),
    () => {
      timedOutInit = true;
      kill();
    },
  );

  async function end(): Promise<void> {
    exit = await child.exited;
    going = true;
    api.close();
    if (!isInitialized) {
      endInit(
        timedOutInit
          ? { status: 'timeout', errorType: undefined }
          : { status: 'error', errorType: errorTypeOf(initError) ?? 'Runtime.ExitError' },
      );
    }
    if (current) current.done(current.answer ?? exitAnswer(current.id));
  }
  const ended = end();

  function exitAnswer(requestId: string): Answer {
    if (initError) {
      const errorType = errorTypeOf(initError);
      return {
        payload: initError,
        functionError: 'Unhandled',
        status: 'error',
        ...(errorType === undefined ? {} : { errorType }),
      };
    }
    const reported = exit?.outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
    const message = `Runtime exited with error: ${exit?.reason ?? 'signal: killed'}`;
    return failed('Runtime.ExitError', requestId, message, 'error', reported);
  }

  async function invoke(request: InvocationRequest, limit: number): Promise<Answer> {
    const { requestId } = request;
    if (exit) return exitAnswer(requestId);
    let endTime: () => void = () => undefined;
    const answer = await new Promise<Answer>((done) => {
      current = { id: requestId, done };
      endTime = limitOwnTime(limit, countWaits(child.pid === undefined ? [] : [child.pid]), () => {
        done(timedOut(spec, requestId));
        kill();
      });
      api.deliver({ ...request, deadline: Date.now() + limit });
    });
    endTime();
    current = undefined;
    return answer;
  }

  return {
    initialized,
    invoke,
    exitAnswer,
    exit: () => exit,
    alive: () => !going,
    maxMemory: () => child.maxMemory(),
    waited: () => child.waited(),
    ended,
    kill,
  };
}

/** What is answered when the function's own timeout is over. */
export function timedOut({ timeout }: FunctionSpec, requestId: string): Answer {
  return failed(
    'Sandbox.Timedout',
    requestId,
    `Task timed out after ${timeout.toFixed(2)} seconds`,
    'timeout',
    '',
  );
}

function asAnswer(body: Buffer): Answer {
  if (body.byteLength <= RESPONSE_LIMIT) return { payload: body };
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT} bytes).`;
  return {
    payload: Buffer.from(JSON.stringify({ errorType, errorMessage })),
    functionError: 'Unhandled',
    status: 'error',
    errorType,
  };
}
