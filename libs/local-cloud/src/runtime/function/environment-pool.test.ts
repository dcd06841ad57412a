import { setTimeout as after } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createEnvironmentPool } from './environment-pool.ts';
import type { ExecutionEnvironment } from './execution-environment.ts';
import type { InvocationRequest } from './function-spec.ts';
import { createStartGate } from './start-gate.ts';

const request = (requestId: string): InvocationRequest => ({
  requestId,
  payload: Buffer.from('{}'),
  invokedArn: 'arn',
  traceId: '',
});

/** An environment that is given up by the first invocation, as by a timeout, and says whether it still lived at the beginning of each. */
function mortal(served: string[]): ExecutionEnvironment {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  let alive = true;
  const kill = (): void => {
    alive = false;
    end();
  };
  return {
    ready: Promise.resolve(true),
    alive: () => alive,
    ended,
    kill,
    async invoke({ requestId }) {
      served.push(`${requestId} ${alive ? 'living' : 'dead'}`);
      await after(1);
      kill();
      return { payload: Buffer.from('null'), logTail: '' };
    },
  };
}

// Seen to answer one batch after another with its own end while all others still started: one death cost everything that waited.
it('gives nobody who waits an environment that is gone', async () => {
  const served: string[] = [];
  const pool = createEnvironmentPool({
    gate: createStartGate(1),
    most: 8,
    idle: 60_000,
    start: async () => {
      await after(20);
      return mortal(served);
    },
  });
  const names = ['one', 'two', 'three', 'four'];
  await Promise.all(names.map(async (name) => await pool.invoke(request(name))));
  expect(served).toEqual(names.map((name) => `${name} living`));
  expect(pool.size()).toBe(0);
  await pool.stop();
});

/** An environment that does whatever it is asked once `go` resolves. */
function patient(go: Promise<void>): ExecutionEnvironment {
  const { promise: ended, resolve: kill } = Promise.withResolvers<void>();
  const invoke = async () => {
    await go;
    return { payload: Buffer.from('null'), logTail: '' };
  };
  return { ready: Promise.resolve(true), alive: () => true, ended, kill, invoke };
}

// A slow machine had 160 of them for a hundred requests a second: each made all others slower.
it('has no more than it may, and serves all who wait', async () => {
  const { promise: go, resolve: letGo } = Promise.withResolvers<void>();
  let started = 0;
  const start = async () => {
    started += 1;
    await after(1);
    return patient(go);
  };
  const pool = createEnvironmentPool({ gate: createStartGate(2), most: 3, idle: 60_000, start });
  const names = Array.from({ length: 20 }, (_, index) => String(index));
  const served = Promise.all(names.map(async (name) => await pool.invoke(request(name))));
  await expect.poll(() => pool.size()).toBe(3);
  letGo();
  expect(await served).toHaveLength(20);
  expect(started).toBe(3);
  await pool.stop();
});
