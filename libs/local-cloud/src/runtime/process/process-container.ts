import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import {
  ContainerStartError,
  type ContainerExit,
  type ContainerSpec,
  type RunningContainer,
} from '../task-runtime.ts';
import { containerCommand, resolveCommand } from './command.ts';
import { cpuTime } from './cpu-time.ts';
import { signalGroup } from './group.ts';
import { readLines } from './lines.ts';
import { heapLimit, residentMemory, watchMemory } from './memory.ts';
import { countWaits, limitOwnTime } from './own-time.ts';
import { endWithThisProcess } from './reaper.ts';

/** Where a container's process runs. */
export interface ContainerPlace {
  readonly id: string;
  readonly root: string;
  readonly cwd: string;
  readonly environment: Record<string, string>;
  /** `--import file://...` of the preload that stands in for the task's network. */
  readonly preload: string;
}

const MIB = 1024 * 1024;
/** V8 aborts with SIGABRT when its heap limit is reached. */
const HEAP_EXHAUSTED = 128 + constants.signals.SIGABRT;
const OUT_OF_MEMORY = 'OutOfMemoryError: Container killed due to memory usage';

function exitOf(code: number | null, signal: NodeJS.Signals | null, outOfMemory: boolean): ContainerExit {
  const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  if (outOfMemory || exitCode === HEAP_EXHAUSTED) return { exitCode: 137, reason: OUT_OF_MEMORY };
  return { exitCode };
}

async function started(child: ChildProcess, executable: string): Promise<void> {
  await once(child, 'spawn').catch((cause: unknown) => {
    throw new ContainerStartError(
      `unable to start container process: exec: "${executable}": ${String(cause)}`,
      { cause },
    );
  });
}

/**
 * Starts a container as a process group of its own.
 * @throws ContainerStartError when its command is not in the image.
 */
export async function startProcessContainer(
  container: ContainerSpec,
  place: ContainerPlace,
): Promise<RunningContainer> {
  const heap = `--max-old-space-size=${heapLimit(container.memory)}`;
  const { executable, args } = resolveCommand(place.root, containerCommand(container), [
    heap,
    '--import',
    place.preload,
  ]);
  const options = { cwd: place.cwd, env: place.environment, detached: true };
  const child = spawn(executable, args, { ...options, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
  // Without a listener a spawn error that comes later would end this process; `started` reports it.
  ended.catch(() => undefined);
  await started(child, executable);
  const pid = child.pid ?? 0;
  const release = endWithThisProcess(pid);
  let outOfMemory = false;
  const unwatch = watchMemory(pid, container.memory * MIB, () => {
    outOfMemory = true;
    signalGroup(pid, 'SIGKILL');
  });
  const { stdout, stderr } = child;
  const logs = Promise.all([
    stdout && readLines(stdout, (line) => container.onLog(line, 'stdout')),
    stderr && readLines(stderr, (line) => container.onLog(line, 'stderr')),
  ]);
  const exited = ended.then(async ([code, signal]) => {
    unwatch();
    release();
    // The main process is the container: whatever it left behind ends with it, and so do its log streams.
    signalGroup(pid, 'SIGKILL');
    await logs;
    return exitOf(code, signal, outOfMemory);
  });
  const stop = async (timeout: number) => {
    if (child.exitCode === null && child.signalCode === null) signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(pid, 'SIGKILL'), timeout);
    await exited;
    clearTimeout(timer);
  };
  const exec = async (command: readonly string[], timeout: number) => {
    const probe = resolveCommand(place.root, command, ['--import', place.preload]);
    const check = spawn(probe.executable, probe.args, { ...options, stdio: 'ignore' });
    const end = (): void => {
      if (check.pid !== undefined) signalGroup(check.pid, 'SIGKILL');
    };
    // Who is asked waits for a processor, too.
    const endTime = limitOwnTime(timeout, countWaits([pid, ...(check.pid ? [check.pid] : [])]), end);
    const [code] = (await Promise.race([
      once(check, 'exit'),
      exited.then(() => {
        end();
        return [137];
      }),
    ]).finally(endTime)) as [number | null];
    return code === 0;
  };
  return {
    id: place.id,
    exited,
    stop,
    exec,
    memory: () => Promise.resolve(residentMemory(pid)),
    cpuTime: () => cpuTime(pid),
  };
}
