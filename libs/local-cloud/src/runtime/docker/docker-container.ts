import { availableParallelism } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ContainerStartError,
  type ContainerExit,
  type ContainerSpec,
  type RunningContainer,
} from '../task-runtime.ts';
import { EngineError, type Engine } from './engine.ts';
import { readLogFrames } from './log-frames.ts';

/** Where and as what a container is created. */
export interface DockerPlace {
  readonly name: string;
  readonly labels: Record<string, string>;
  /** A network, or `container:<id>` to share another's. */
  readonly networkMode: string;
  readonly environment: Record<string, string>;
}

const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';
/** Removed while something still asked for it. */
const GONE = [404, 409];

function createBody(container: ContainerSpec, place: DockerPlace): object {
  return {
    Image: container.image.reference,
    ...(container.entryPoint === undefined ? {} : { Entrypoint: container.entryPoint }),
    ...(container.command === undefined ? {} : { Cmd: container.command }),
    Env: Object.entries(place.environment).map(([name, value]) => `${name}=${value}`),
    ...(container.workingDirectory === undefined ? {} : { WorkingDir: container.workingDirectory }),
    ...(container.user === undefined ? {} : { User: container.user }),
    Labels: place.labels,
    HostConfig: {
      NetworkMode: place.networkMode,
      Memory: container.memory * 1024 * 1024,
      // Without this the engine allows as much swap again.
      MemorySwap: container.memory * 1024 * 1024,
      // The engine refuses more than this machine has.
      NanoCpus: Math.round(Math.min(container.cpu / 1024, availableParallelism()) * 1e9),
      Init: container.initProcess ?? false,
      ReadonlyRootfs: container.readonlyRootFilesystem ?? false,
      LogConfig: { Type: 'json-file', Config: { 'max-size': '10m', 'max-file': '1' } },
    },
  };
}

interface State {
  readonly State: { readonly OOMKilled: boolean; readonly ExitCode: number };
}
interface Stats {
  readonly memory_stats: { readonly usage?: number };
  readonly cpu_stats: { readonly cpu_usage: { readonly total_usage: number } };
}

/** Creates and starts a container. @throws ContainerStartError with the engine's message. */
export async function startDockerContainer(
  engine: Engine,
  container: ContainerSpec,
  place: DockerPlace,
): Promise<RunningContainer> {
  const { Id: id } = await engine
    .call<{ Id: string }>('POST', `/containers/create?name=${place.name}`, {
      body: createBody(container, place),
    })
    .catch((cause: unknown) => {
      throw new ContainerStartError(String(cause), { cause });
    });
  // Asked before it starts, so that the end of the shortest run is not missed.
  const ended = engine.call<{ StatusCode: number }>('POST', `/containers/${id}/wait?condition=next-exit`);
  ended.catch(() => undefined);
  await engine.call('POST', `/containers/${id}/start`).catch(async (cause: unknown) => {
    await engine.call('DELETE', `/containers/${id}?force=1`, { accept: GONE });
    throw new ContainerStartError(cause instanceof EngineError ? cause.message : String(cause), { cause });
  });
  const logs = engine
    .stream('GET', `/containers/${id}/logs?follow=1&stdout=1&stderr=1`)
    .then((stream) => readLogFrames(stream, (line, kind) => container.onLog(line, kind)))
    // The engine ends the stream in the middle of a frame when the container is removed by force.
    .catch(() => undefined);
  const exited = (async (): Promise<ContainerExit> => {
    const { StatusCode: exitCode } = await ended.catch(() => ({ StatusCode: 137 }));
    await logs;
    const { State } = await engine
      .call<State>('GET', `/containers/${id}/json`)
      .catch((): State => ({ State: { OOMKilled: false, ExitCode: exitCode } }));
    return State.OOMKilled ? { exitCode: 137, reason: OUT_OF_MEMORY } : { exitCode };
  })();
  const stats = () => engine.call<Stats>('GET', `/containers/${id}/stats?stream=false&one-shot=true`);
  return {
    id,
    exited,
    async stop(timeout) {
      await engine.call('POST', `/containers/${id}/stop?t=${Math.ceil(timeout / 1000)}`, {
        accept: [304, ...GONE],
      });
      await exited;
    },
    async exec(command, timeout) {
      const { Id } = await engine.call<{ Id: string }>('POST', `/containers/${id}/exec`, {
        body: { Cmd: command },
      });
      await engine.call('POST', `/exec/${Id}/start`, { body: { Detach: true } });
      for (const end = Date.now() + timeout; Date.now() < end; await pause(50)) {
        const { Running, ExitCode } = await engine.call<{ Running: boolean; ExitCode: number | null }>(
          'GET',
          `/exec/${Id}/json`,
        );
        if (!Running && ExitCode !== null) return ExitCode === 0;
      }
      return false;
    },
    memory: async () => (await stats()).memory_stats.usage ?? 0,
    cpuTime: async () => (await stats()).cpu_stats.cpu_usage.total_usage / 1e9,
  };
}
