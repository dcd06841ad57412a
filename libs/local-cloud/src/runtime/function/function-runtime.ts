import { availableParallelism } from 'node:os';
import { createEnvironmentPool, type EnvironmentPool } from './environment-pool.ts';
import { startExecutionEnvironment } from './execution-environment.ts';
import type { EnvironmentGift, FunctionSpec, InvocationRequest, InvocationResult } from './function-spec.ts';
import { createStartGate } from './start-gate.ts';

/** Where functions really run. */
export interface FunctionRuntime {
  /**
   * Runs one invocation in a warm environment of `key`, or a new one.
   * @param key Stands for one version with its configuration: another key, other environments.
   * @throws what `gift` throws; how the function itself fails is in the result.
   */
  invoke(key: string, spec: FunctionSpec, request: InvocationRequest): Promise<InvocationResult>;
  /** No more of these: idle environments end, busy ones after what they do. */
  retire(key: string): void;
  /** How many environments there are of a key. */
  environments(key: string): number;
  stop(): Promise<void>;
}

export interface FunctionRuntimeOptions {
  /** What a new environment gets; called once for each. */
  gift(spec: FunctionSpec): EnvironmentGift;
  /** How long an environment is kept warm, in milliseconds. */
  readonly idle: number;
  /** How long INIT may take before it is over, in milliseconds; ten seconds, as on AWS, where nothing is said. */
  readonly initLimit?: number;
}

/** Environments of one version for each processor: more only share it, and each has its code to warm up. */
const ENVIRONMENTS_EACH = 3;

/** Functions as Node processes of this machine, each behind a Lambda Runtime API of its own on 127.0.0.1. */
export function createFunctionRuntime(options: FunctionRuntimeOptions): FunctionRuntime {
  const processors = Math.max(2, availableParallelism());
  const gate = createStartGate(processors);
  const pools = new Map<string, EnvironmentPool>();
  const retired = new Set<EnvironmentPool>();
  let stopped = false;

  function poolOf(key: string, spec: FunctionSpec): EnvironmentPool {
    const known = pools.get(key);
    if (known) return known;
    const pool = createEnvironmentPool({
      gate,
      most: ENVIRONMENTS_EACH * processors,
      idle: options.idle,
      start: () => startExecutionEnvironment(spec, options.gift(spec), gate, options.initLimit),
    });
    pools.set(key, pool);
    return pool;
  }

  return {
    async invoke(key, spec, request) {
      if (stopped) throw new Error('The local cloud stopped.');
      return poolOf(key, spec).invoke(request);
    },
    retire(key) {
      const pool = pools.get(key);
      if (!pool) return;
      pools.delete(key);
      for (const old of retired) if (old.size() === 0) retired.delete(old);
      retired.add(pool);
      pool.retire();
    },
    environments: (key) => pools.get(key)?.size() ?? 0,
    async stop() {
      stopped = true;
      await Promise.all([...pools.values(), ...retired].map((pool) => pool.stop()));
    },
  };
}
