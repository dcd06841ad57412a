import type { EnvironmentGift, FunctionSpec, InvocationRequest, InvocationResult } from './function-spec.ts';
import { startFunctionProcess, type FunctionExit } from './function-process.ts';
import { createLogTail } from './log-tail.ts';
import { endLines, startLine, type Report } from './report.ts';
import { serveRuntimeApi } from './runtime-api.ts';

/** One execution environment: one process, one invocation at a time. */
export interface ExecutionEnvironment {
  /** Whether INIT went well; when not, every invocation is answered with how it failed. */
  readonly ready: Promise<boolean>;
  /** Resolves once the process has asked for more, or is gone. Never rejects. */
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  /** False once the process is gone or going. */
  alive(): boolean;
  readonly ended: Promise<void>;
  kill(): void;
}

/** How long INIT may take before it is over for good, in milliseconds: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT = 10_000;
/** An answer may be this long, in bytes. */
const RESPONSE_LIMIT = 6_291_556;

type Answer = Pick<InvocationResult, 'functionError'> & {
  readonly payload: Uint8Array;
  readonly status?: Report['status'];
  readonly errorType?: string;
};

function failed(
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

/** Starts an environment: its Runtime API, its process, its INIT. */
export async function startExecutionEnvironment(
  spec: FunctionSpec,
  gift: EnvironmentGift,
): Promise<ExecutionEnvironment> {
  const started = performance.now();
  const tail = createLogTail(gift.log);
  let current: { id: string; answer?: Answer; done: (answer: Answer) => void } | undefined;
  let initError: Buffer | undefined;
  let initDuration: number | undefined;
  let initialized: (ok: boolean) => void = () => undefined;
  let exit: FunctionExit | undefined;
  let timedOutInit = false;
  let going = false;
  const ready = new Promise<boolean>((resolve) => (initialized = resolve));

  const settle = (answer: Answer): void => {
    current?.done(current.answer ?? answer);
  };
  const api = await serveRuntimeApi({
    next() {
      if (initDuration === undefined) {
        initDuration = performance.now() - started;
        initialized(true);
        return;
      }
      // Logs come by pipes that are read in the same turn of the loop: only afterwards is everything there.
      const answered = current;
      if (answered?.answer) setImmediate(() => answered.answer && answered.done(answered.answer));
    },
    response(requestId, body) {
      if (current?.id !== requestId) return;
      current.answer =
        body.byteLength <= RESPONSE_LIMIT
          ? { payload: body }
          : {
              payload: Buffer.from(
                JSON.stringify({
                  errorType: 'Function.ResponseSizeTooLarge',
                  errorMessage: `Response payload size exceeded maximum allowed payload size (6291556 bytes).`,
                }),
              ),
              functionError: 'Unhandled',
              status: 'error',
              errorType: 'Function.ResponseSizeTooLarge',
            };
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
  const initTimer = setTimeout(() => {
    timedOutInit = true;
    kill();
  }, INIT_LIMIT);
  void ready.then(() => clearTimeout(initTimer));
  async function end(): Promise<void> {
    exit = await child.exited;
    going = true;
    api.close();
    if (initDuration === undefined) {
      initDuration = performance.now() - started;
      const type = timedOutInit ? 'timeout' : 'error\tError Type: Runtime.ExitError';
      tail.log(`INIT_REPORT Init Duration: ${initDuration.toFixed(2)} ms\tPhase: init\tStatus: ${type}\n`);
      initialized(false);
    }
    if (current) settle(exitAnswer(current.id));
  }
  const ended = end();

  function exitAnswer(requestId: string): Answer {
    if (initError) return { payload: initError, functionError: 'Unhandled', status: 'error' };
    if (timedOutInit) {
      return failed('Sandbox.Timedout', requestId, `Task timed out after ${INIT_LIMIT / 1000}.00 seconds`);
    }
    const reported = exit?.outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError';
    const message = `Runtime exited with error: ${exit?.reason ?? 'signal: killed'}`;
    return failed('Runtime.ExitError', requestId, message, 'error', reported);
  }

  let served = 0;
  async function invoke(request: InvocationRequest): Promise<InvocationResult> {
    const { requestId } = request;
    tail.begin();
    tail.log(startLine(spec, requestId));
    const began = performance.now();
    const limit = spec.timeout * 1000;
    let timer: NodeJS.Timeout | undefined;
    const answer = exit
      ? exitAnswer(requestId)
      : await new Promise<Answer>((done) => {
          current = { id: requestId, done };
          timer = setTimeout(() => {
            const message = `Task timed out after ${spec.timeout.toFixed(2)} seconds`;
            tail.log(`${new Date().toISOString()} ${requestId} ${message}\n\n`);
            done(failed('Sandbox.Timedout', requestId, message, 'timeout', ''));
            kill();
          }, limit);
          api.deliver({ ...request, deadline: Date.now() + limit });
        });
    clearTimeout(timer);
    current = undefined;
    served += 1;
    const { status, errorType } = answer;
    const report: Report = {
      requestId,
      duration: Math.min(performance.now() - began, limit),
      initDuration: served === 1 ? initDuration : undefined,
      maxMemory: await child.maxMemory(),
      ...(status === undefined ? {} : { status }),
      ...(errorType === undefined || errorType === '' ? {} : { errorType }),
    };
    if (exit && !initError && !timedOutInit) {
      tail.log(
        `RequestId: ${requestId} Error: Runtime exited with error: ${exit.reason}\nRuntime.ExitError\n`,
      );
    }
    for (const line of endLines(spec, report)) tail.log(line);
    const { payload, functionError } = answer;
    return { payload, logTail: tail.end(), ...(functionError === undefined ? {} : { functionError }) };
  }

  return { ready, invoke, kill, ended, alive: () => !going };
}
