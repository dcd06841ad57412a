import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { signalGroup } from '../process/group.ts';
import { readLines } from '../process/lines.ts';
import { peakMemory, watchMemory } from '../process/memory.ts';
import { waitedForProcessor } from '../process/own-time.ts';
import { endWithThisProcess } from '../process/reaper.ts';
import { environmentVariables, type EnvironmentGift, type FunctionSpec } from './function-spec.ts';
import { readFrames } from './read-frames.ts';

/** How the process of an environment ended. */
export interface FunctionExit {
  /** In AWS's words: `exit status 1`, `signal: killed`. */
  readonly reason: string;
  readonly outOfMemory: boolean;
}

export interface FunctionProcess {
  readonly pid: number | undefined;
  readonly exited: Promise<FunctionExit>;
  /** The most memory it has held, in bytes; 0 where the machine does not tell. */
  maxMemory(): number;
  /** How long it has waited for a processor, in milliseconds; 0 where the machine does not tell. */
  waited(): number;
  /** Ends it and whatever it started, at once. */
  kill(): void;
}

const MIB = 1024 * 1024;
const BOOTSTRAP = fileURLToPath(new URL('bootstrap.mjs', import.meta.url));
const signalNames: Partial<Record<NodeJS.Signals, string>> = { SIGKILL: 'killed', SIGABRT: 'aborted' };

/** Node's flags as Lambda's own runtime sets them: the heap gets 90% of the memory, and some features are off. */
function nodeFlags({ memorySize, runtime }: FunctionSpec): string[] {
  return [
    '--expose-gc',
    `--max-semi-space-size=${Math.max(1, Math.floor(memorySize / 20))}`,
    `--max-old-space-size=${Math.floor(memorySize * 0.9)}`,
    '--no-experimental-require-module',
    ...(runtime === 'nodejs22.x' ? ['--no-experimental-detect-module'] : []),
  ];
}

/** Starts the process of one execution environment as a process group of its own, which ends when this process does. */
export function startFunctionProcess(
  spec: FunctionSpec,
  gift: EnvironmentGift,
  runtimeApi: string,
): FunctionProcess {
  const child = spawn(process.execPath, [...nodeFlags(spec), BOOTSTRAP], {
    cwd: spec.root,
    env: environmentVariables(spec, gift, runtimeApi),
    detached: true,
    // The third carries framed logs.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const release = child.pid === undefined ? () => undefined : endWithThisProcess(child.pid);
  const logs = readLogs(child, gift);
  let outOfMemory = false;
  const kill = (): void => {
    if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
  };
  const unwatch = watchMemory(child.pid ?? 0, spec.memorySize * MIB, () => {
    outOfMemory = true;
    kill();
  });
  const exited = once(child, 'exit').then(
    async ([code, signal]) => {
      unwatch();
      release();
      // What it left behind ends with it, and so do its log streams.
      kill();
      await logs;
      return { reason: reasonOf(code as number | null, signal as NodeJS.Signals | null), outOfMemory };
    },
    (error: unknown) => ({ reason: `could not be started: ${String(error)}`, outOfMemory }),
  );
  const pid = child.pid ?? 0;
  return {
    pid: child.pid,
    exited,
    kill,
    maxMemory: () => peakMemory(pid),
    waited: () => waitedForProcessor(pid),
  };
}

function reasonOf(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `signal: ${signalNames[signal] ?? signal.slice(3).toLowerCase()}`;
  return `exit status ${code}`;
}

async function readLogs(child: ChildProcess, gift: EnvironmentGift): Promise<void> {
  const [, stdout, stderr, framed] = child.stdio as Readable[];
  if (framed) readFrames(framed, (message) => gift.log(message));
  framed?.on('error', () => undefined);
  const streams = [stdout, stderr].filter((stream) => stream !== undefined);
  await Promise.all(streams.map((stream) => readLines(stream, (line) => gift.log(line))));
}
