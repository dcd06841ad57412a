import type { ExecutionEnvironment } from './execution-environment.ts';
import type { InvocationRequest, InvocationResult } from './function-spec.ts';
import type { StartGate } from './start-gate.ts';

/** The environments of one version of a function: warm ones are used again, idle ones go, new ones come when all are busy. */
export interface EnvironmentPool {
  invoke(request: InvocationRequest): Promise<InvocationResult>;
  /** Ends idle environments now and busy ones after what they do. */
  retire(): void;
  /** Ends all of them now. */
  stop(): Promise<void>;
  /** How many there are. */
  size(): number;
}

export interface PoolOptions {
  readonly start: () => Promise<ExecutionEnvironment>;
  readonly gate: StartGate;
  /**
   * The most there may be; whoever comes when all are busy waits for one. AWS has another machine for each; here, more processes than a few for each
   * processor make all of them slower, so that still more are needed.
   */
  readonly most: number;
  /** How long an environment may be idle, in milliseconds. */
  readonly idle: number;
}

type Waiter = (environment: ExecutionEnvironment | Error) => void;

export function createEnvironmentPool({ start, gate, most, idle: idleTime }: PoolOptions): EnvironmentPool {
  const all = new Set<ExecutionEnvironment>();
  const idle: { environment: ExecutionEnvironment; timer: NodeJS.Timeout }[] = [];
  const waiters: Waiter[] = [];
  const starts = new Set<Promise<void>>();
  /** Environments that there are or will be. */
  let places = 0;
  let retired = false;
  let stopped = false;

  function offer(environment: ExecutionEnvironment): void {
    // One that is gone would fail whoever waits at once, and the next one, and the next: they wait for those that start.
    if (!environment.alive()) return environment.kill();
    const waiter = waiters.shift();
    if (waiter) return waiter(environment);
    if (retired) return environment.kill();
    const timer = setTimeout(() => environment.kill(), idleTime);
    timer.unref();
    idle.push({ environment, timer });
  }

  async function startOne(): Promise<void> {
    let environment: ExecutionEnvironment | undefined;
    places += 1;
    const leave = await gate.enter();
    try {
      // One that was busy may have become free meanwhile.
      if (waiters.length === 0) return;
      const started = await start();
      environment = started;
      all.add(started);
      if (stopped) started.kill();
      void started.ended.then(() => forget(started));
      const isReady = await started.ready;
      // An INIT that failed is tried again by the invocation that it was for.
      const waiter = isReady ? undefined : waiters.shift();
      if (waiter) waiter(started);
      else offer(started);
    } catch (error) {
      waiters.shift()?.(error instanceof Error ? error : new Error(String(error)));
    } finally {
      if (!environment) places -= 1;
      leave();
    }
  }

  function grow(): void {
    while (starts.size < waiters.length && places < most) {
      const one = startOne().finally(() => {
        starts.delete(one);
        grow();
      });
      starts.add(one);
    }
  }

  function forget(environment: ExecutionEnvironment): void {
    all.delete(environment);
    places -= 1;
    const index = idle.findIndex((one) => one.environment === environment);
    if (index >= 0) clearTimeout(idle.splice(index, 1)[0]?.timer);
    grow();
  }

  function take(): ExecutionEnvironment | undefined {
    // The one used last is the warmest; the others grow old and go.
    for (let one = idle.pop(); one !== undefined; one = idle.pop()) {
      clearTimeout(one.timer);
      if (one.environment.alive()) return one.environment;
    }
    return undefined;
  }

  return {
    async invoke(request) {
      const environment =
        take() ??
        (await new Promise<ExecutionEnvironment | Error>((resolve) => {
          waiters.push(resolve);
          grow();
        }));
      if (environment instanceof Error) throw environment;
      const result = await environment.invoke(request);
      offer(environment);
      return result;
    },
    retire() {
      retired = true;
      for (const { environment, timer } of idle.splice(0)) {
        clearTimeout(timer);
        environment.kill();
      }
    },
    async stop() {
      retired = stopped = true;
      for (const waiter of waiters.splice(0)) waiter(new Error('The local cloud stopped.'));
      const ending = [...all];
      for (const environment of ending) environment.kill();
      await Promise.all(starts);
      await Promise.all([...all, ...ending].map(({ ended }) => ended));
    },
    size: () => all.size,
  };
}
