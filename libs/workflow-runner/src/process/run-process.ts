import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { atExit } from './at-exit.ts';
import { endGroup, signalGroup } from './process-group.ts';
import type { GracePeriods } from './process-group.ts';

/** After a process has ended, how long its output may still come from children that it left behind (ms). */
const drainTime = 2000;

export interface ProcessOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Called for every line of standard output and standard error, without its line break. */
  readonly onLine: (line: string) => void;
  /** Ends the process politely, by escalation. */
  readonly signal: AbortSignal;
  /** Ends it at once. */
  readonly kill: AbortSignal;
  readonly grace: GracePeriods;
}

export interface ProcessResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The process group, when somebody in it is still running. */
  readonly leftover: number | undefined;
}

/** Runs a process as the leader of its own group. Rejects when it cannot be started. */
export async function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const flushers = [lines(child.stdout, options.onLine), lines(child.stderr, options.onLine)];
  const { pid } = child;
  let stopEscalation = (): void => undefined;
  const end = (): void => {
    if (pid !== undefined) stopEscalation = endGroup(pid, options.grace);
  };
  const kill = (): void => {
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
  };
  const notAtExit = atExit(kill);
  options.signal.addEventListener('abort', end, { once: true });
  options.kill.addEventListener('abort', kill, { once: true });
  if (options.kill.aborted) kill();
  else if (options.signal.aborted) end();
  try {
    return await new Promise((resolve, reject) => {
      const closed = new Promise((done) => child.once('close', done));
      child.once('error', reject);
      child.once('exit', (code, signal) => {
        let drain: NodeJS.Timeout | undefined;
        const drained = new Promise((done) => (drain = setTimeout(done, drainTime)));
        void Promise.race([closed, drained]).finally(() => {
          clearTimeout(drain);
          for (const flush of flushers) flush();
          // A process left in the background keeps the pipe open; it must not keep us alive.
          for (const stream of [child.stdout, child.stderr]) {
            if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
          }
          const alive = pid !== undefined && signalGroup(pid, 0);
          resolve({ code, signal, leftover: alive ? pid : undefined });
        });
      });
    });
  } finally {
    options.signal.removeEventListener('abort', end);
    options.kill.removeEventListener('abort', kill);
    stopEscalation();
    notAtExit();
    // Whoever ignored the polite signals while their leader obeyed goes now.
    if (options.signal.aborted) kill();
  }
}

function lines(stream: Readable, onLine: (line: string) => void): () => void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let done = false;
  stream.on('data', (chunk: Buffer) => {
    if (done) return;
    const parts = (rest + decoder.write(chunk)).split(/\r?\n/);
    rest = parts.pop() ?? '';
    for (const part of parts) onLine(part);
  });
  return () => {
    done = true;
    rest += decoder.end();
    if (rest !== '') onLine(rest);
  };
}
