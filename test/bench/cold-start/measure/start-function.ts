import { randomUUID } from 'node:crypto';
import {
  startFunctionProcess,
  serveRuntimeApi,
  type FunctionSpec,
} from '@phaseline/local-cloud/function-runtime';
import { cpuTime } from './cpu-time.ts';
import type { Sample } from './sample.ts';

/** A function to start, and what it is asked first. */
export interface ColdFunction {
  readonly root: string;
  /** MB. */
  readonly memorySize: number;
  readonly variables: Readonly<Record<string, string>>;
  /** A new event each time. */
  readonly event: () => object;
  /** Throws when the answer is not the right one. */
  readonly check: (answer: unknown) => void;
}

/** Where the function finds AWS. */
export interface Surroundings {
  readonly endpoint: string;
  readonly region: string;
}

/**
 * Starts a function as the local cloud does (Lambda's flags and variables, the Runtime API) with an invocation that waits
 * for it, until the process has posted its answer. Rejects, with what it logged, when it fails or takes 30 seconds.
 */
export async function startFunction(
  { root, memorySize, variables, event, check }: ColdFunction,
  { endpoint, region }: Surroundings,
): Promise<Sample> {
  const answered = Promise.withResolvers<{ body: Buffer; at: number }>();
  const logged: string[] = [];
  const fail = (body: Buffer | string): void => {
    answered.reject(new Error(`${root} failed: ${body.toString()}\n${logged.join('\n')}`));
  };
  const api = await serveRuntimeApi({
    next: () => undefined,
    response: (_, body) => answered.resolve({ body, at: performance.now() }),
    error: (_, body) => fail(body),
    initError: fail,
  });
  const payload = Buffer.from(JSON.stringify(event()));
  const spec: FunctionSpec = {
    name: 'bench',
    version: '1',
    runtime: 'nodejs24.x',
    handler: 'handler.handler',
    memorySize,
    timeout: 30,
    root,
    variables,
    logGroup: '/aws/lambda/bench',
    logFormat: 'Text',
  };
  const startedAt = performance.now();
  const child = startFunctionProcess(
    spec,
    {
      region,
      endpoint,
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench', sessionToken: 'bench' },
      logStream: 'bench',
      log: (message) => void logged.push(message),
    },
    api.address,
  );
  const requestId = randomUUID();
  const traceId = 'Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled=0';
  api.deliver({
    requestId,
    payload,
    deadline: Date.now() + 30_000,
    invokedArn: 'arn:aws:lambda:::bench',
    traceId,
  });
  const timer = setTimeout(() => fail('no answer in 30 seconds'), 30_000);
  void child.exited.then(({ reason }) => fail(`its process ended: ${reason}`));
  try {
    const { body, at } = await answered.promise;
    const cpu = await cpuTime(child.pid ?? 0);
    try {
      check(JSON.parse(body.toString('utf8')));
    } catch (error) {
      throw new Error(`${root} answered ${body.toString('utf8')}\n${logged.join('\n')}`, { cause: error });
    }
    return { wall: at - startedAt, cpu };
  } finally {
    clearTimeout(timer);
    child.kill();
    await child.exited;
    api.close();
  }
}
