import type { EnvironmentGift, FunctionSpec, InvocationRequest, InvocationResult } from './function-spec.ts';
import { createLogTail } from './log-tail.ts';
import { endLines, initReportLine, initStartLine, startLine, type Report } from './report.ts';
import { type Answer, type InitEnd, type Sandbox, startSandbox, timedOut } from './sandbox.ts';
import type { StartGate } from './start-gate.ts';

/** One execution environment: one process, one invocation at a time. */
export interface ExecutionEnvironment {
  /** Whether INIT went well; when not, it is tried again by the first invocation, in its time. */
  readonly ready: Promise<boolean>;
  /** Resolves once the process has asked for more, or is gone. Never rejects. */
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  /** False once the process is gone or going. */
  alive(): boolean;
  readonly ended: Promise<void>;
  kill(): void;
}

/** How long INIT may take, in milliseconds: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT = 10_000;

/**
 * Starts an environment: its Runtime API, its process, its INIT.
 * @param gate What an INIT that is tried again has to pass; whoever starts the environment has passed it for the first one.
 * @param initLimit How long INIT may take, in milliseconds.
 */
export async function startExecutionEnvironment(
  spec: FunctionSpec,
  gift: EnvironmentGift,
  gate: StartGate,
  initLimit = INIT_LIMIT,
): Promise<ExecutionEnvironment> {
  const tail = createLogTail(gift.log);
  const logAll = (lines: readonly string[]): void => {
    for (const line of lines) tail.log(line);
  };
  logAll(initStartLine(spec, gift.region));
  let sandbox = await startSandbox(spec, gift, tail, initLimit);
  let first: InitEnd | undefined;
  let going = false;
  let finish: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (finish = resolve));
  const ready = sandbox.initialized.then((end) => {
    first = end;
    if (!end.failure) endWith(sandbox);
    else logAll(initReportLine(spec, end, 'init'));
    return end.failure === undefined;
  });

  /** The environment ends with this one. */
  function endWith(last: Sandbox): void {
    void last.ended.then(finish);
  }

  function kill(): void {
    going = true;
    sandbox.kill();
    endWith(sandbox);
  }

  /** The process that failed is of no use: another one, whose INIT is part of the invocation. */
  async function initAgain(requestId: string, limit: number): Promise<Answer | undefined> {
    if (going) return sandbox.exitAnswer(requestId);
    sandbox = await startSandbox(spec, gift, tail, limit);
    endWith(sandbox);
    if (going) sandbox.kill();
    const end = await sandbox.initialized;
    if (!end.failure) return undefined;
    logAll(initReportLine(spec, end, 'invoke'));
    return end.failure.status === 'timeout' ? timedOut(spec, requestId) : sandbox.exitAnswer(requestId);
  }

  let served = 0;
  async function invoke(request: InvocationRequest): Promise<InvocationResult> {
    const { requestId } = request;
    // Not all that failed at once again at once: on a busy machine none of them would be in time. Waiting is not the function's time.
    const leave = served === 0 && first?.failure ? await gate.enter() : undefined;
    tail.begin();
    logAll(startLine(spec, requestId));
    const began = performance.now();
    const limit = spec.timeout * 1000;
    const failure = leave && (await initAgain(requestId, limit).finally(leave));
    const more = leave ? sandbox.waited() : 0;
    const answer = failure ?? (await sandbox.invoke(request, limit + more - (performance.now() - began)));
    served += 1;
    const { status, errorType } = answer;
    if (status === 'timeout') {
      const seconds = spec.timeout.toFixed(2);
      tail.log(`${new Date().toISOString()} ${requestId} Task timed out after ${seconds} seconds\n\n`);
    }
    const exit = sandbox.exit();
    if (exit && !failure && status !== 'timeout') {
      tail.log(
        `RequestId: ${requestId} Error: Runtime exited with error: ${exit.reason}\nRuntime.ExitError\n`,
      );
    }
    const report: Report = {
      requestId,
      duration: Math.min(performance.now() - began, limit),
      initDuration: served === 1 && !first?.failure ? first?.duration : undefined,
      maxMemory: sandbox.maxMemory(),
      traceId: request.traceId,
      ...(status === undefined ? {} : { status }),
      ...(errorType === undefined || errorType === '' ? {} : { errorType }),
    };
    logAll(endLines(spec, report));
    const { payload, functionError } = answer;
    return { payload, logTail: tail.end(), ...(functionError === undefined ? {} : { functionError }) };
  }

  return { ready, invoke, kill, ended, alive: () => !going && sandbox.alive() };
}
